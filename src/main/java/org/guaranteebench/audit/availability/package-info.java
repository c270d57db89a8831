/** How long producers of each level are without acknowledgements when the leader of their partition dies. */
package org.guaranteebench.audit.availability;
