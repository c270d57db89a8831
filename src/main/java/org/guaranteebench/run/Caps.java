package org.guaranteebench.run;

/**
 * How much of a cluster a run may use at most.
 *
 * @param bytesPerSecond of record data, all client threads together; 0 for as many as they can
 * @param bytes on the cluster's disks over the whole run, all replicas together
 * @param seconds from start to end
 */
public record Caps(long bytesPerSecond, long bytes, double seconds) {
    /** Brokers that serve nobody else. */
    static final Caps NONE = new Caps(0, Long.MAX_VALUE, Double.MAX_VALUE);
}
