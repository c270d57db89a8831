/** A {@code transactional.id} that passes from producer to producer: who had it is fenced, what it left open aborted. */
package org.guaranteebench.bench.takeover;
