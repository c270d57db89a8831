/** The faults F1 to F10, each with the twin that must show the damage and the one that must not. */
package org.guaranteebench.audit.scenario;
