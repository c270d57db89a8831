package org.guaranteebench.bench;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.bench.stage.Stage;

/**
 * A stage's place in its group, of which it is the only member: tells the stage what it has been assigned, and notices
 * when that is taken from it, which nobody but its own end should do. One thread, the consumer's.
 */
final class Membership implements ConsumerRebalanceListener {
    private final Stage stage;
    private boolean complete;
    private List<TopicPartition> lost = List.of();

    Membership(Stage stage) {
        this.stage = stage;
    }

    /** Until then the group may give and take, for brokers learn of a new topic's partitions one after another. */
    void complete() {
        complete = true;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        stage.assigned(assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        if (complete && !revoked.isEmpty()) {
            lost = List.copyOf(revoked);
        }
    }

    /**
     * Without partitions a consumer polls on and on, and finds nothing.
     *
     * <p>Errors: {@link IllegalStateException} in one line that says what may have happened.
     */
    void requireKept() {
        if (!lost.isEmpty()) {
            throw new IllegalStateException("the group took " + lost.size() + " partitions of "
                    + lost.get(0).topic() + " from its only member: the topic is gone, or somebody else has joined");
        }
    }
}
