/** Client processes of audits, and how their parent stops them at a point of its choice. */
package org.guaranteebench.audit.process;
