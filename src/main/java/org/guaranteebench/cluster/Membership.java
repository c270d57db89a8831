package org.guaranteebench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting until nodes have joined their cluster. */
final class Membership {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Membership() {}

    /**
     * @param wanted ids of the nodes to wait for
     * @param abandoned whether nobody wants the cluster any more
     * @param end why a node will never come, if one ended
     *     <p>Errors: {@link IOException} in one line; closes the probe in any case.
     */
    static void await(
            MembershipProbe probe, List<Integer> wanted, BooleanSupplier abandoned, Supplier<Optional<String>> end)
            throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try (probe) {
            for (List<Integer> live = probe.liveNodes(); !live.containsAll(wanted); live = probe.liveNodes()) {
                if (abandoned.getAsBoolean()) {
                    throw new IOException("the cluster was stopped while it started");
                }
                Optional<String> ended = end.get();
                if (ended.isPresent()) {
                    throw new IOException(ended.get());
                }
                if (System.nanoTime() > giveUp) {
                    throw new IOException("brokers " + wanted + " were not ready after " + PATIENCE.toSeconds()
                            + " s; the cluster sees " + live);
                }
            }
        }
    }
}
