/** Whole audits: brokers behind proxies, twin after twin, the oracle, and what it all comes to. */
package org.guaranteebench.audit.campaign;
