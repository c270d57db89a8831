/** Faults that meet producers: F3, F4, F5, F6, F7 and F9. */
package org.guaranteebench.audit.scenario.producing;
