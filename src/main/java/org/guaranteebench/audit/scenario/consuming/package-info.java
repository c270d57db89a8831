/** The faults that strike consumers: F1, F2, F8 and F10. */
package org.guaranteebench.audit.scenario.consuming;
