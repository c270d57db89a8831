package org.guaranteebench.bench.stage;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * What stands between two topics, or between a topic and a table: takes records, processes them, hands on the results.
 * Its order of steps is its promise, so each promise is a class.
 *
 * <p>One thread, but for {@link #finished}. Failures of Kafka or the store end the trial: recovery is not what is
 * measured.
 */
public interface Stage {
    /** How long a poll waits for records: as long as the suite's other consumers do. */
    Duration POLL = Duration.ofMillis(100);

    /**
     * One poll, and with its records everything that the promise asks for before the next one.
     *
     * @return whether there were records
     */
    boolean advance();

    /** Source records whose results are final, so that nothing is left to be done for them. Any thread. */
    long finished();

    /** To be called from the consumer's rebalance listener. */
    default void assigned(Collection<TopicPartition> partitions) {
        // Kafka's own committed positions are right for all stages but one.
    }
}
