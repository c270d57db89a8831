/** A consumer group that one member joins and leaves, over and over, while a stream comes in. */
package org.guaranteebench.bench.rebalance;
