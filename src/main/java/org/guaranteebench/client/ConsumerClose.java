package org.guaranteebench.client;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** How consumers go whose work is done. */
public final class ConsumerClose {
    /** It has left its group after a few milliseconds; the rest is waiting. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private ConsumerClose() {}

    /**
     * Leaves the group, and does not wait for the fetches that are under way: brokers keep one without records for {@code
     * fetch.max.wait.ms}, half a second. For a consumer that has committed what it wants to keep, or need not; one with
     * {@code enable.auto.commit} may not get to its last commit on a busy machine.
     */
    public static void promptly(Consumer<?, ?> consumer) {
        consumer.close(CloseOptions.timeout(PATIENCE));
    }
}
