package org.guaranteebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.bench.stage.Stage;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final List<TopicPartition> BOTH = List.of(new TopicPartition("in", 0), new TopicPartition("in", 1));

    private final List<TopicPartition> assigned = new ArrayList<>();
    private final Membership membership = new Membership(new Stage() {
        @Override
        public boolean advance() {
            return false;
        }

        @Override
        public long finished() {
            return 0;
        }

        @Override
        public void assigned(Collection<TopicPartition> partitions) {
            assigned.addAll(partitions);
        }
    });

    @Test
    void aStageHearsWhatItHas() {
        membership.onPartitionsAssigned(BOTH);
        assertThat(assigned).isEqualTo(BOTH);
        assertThatCode(membership::requireKept).doesNotThrowAnyException();
    }

    @Test
    void whatIsTakenWhileItJoinsComesBackWithTheRest() {
        membership.onPartitionsAssigned(BOTH.subList(0, 1));
        membership.onPartitionsRevoked(BOTH.subList(0, 1));
        membership.onPartitionsAssigned(BOTH);
        membership.complete();
        membership.onPartitionsRevoked(List.of());
        assertThatCode(membership::requireKept).doesNotThrowAnyException();
    }

    @Test
    void aStageWhosePartitionsAreTakenHasFailed() {
        membership.onPartitionsAssigned(BOTH);
        membership.complete();
        membership.onPartitionsLost(BOTH);
        assertThatIllegalStateException()
                .isThrownBy(membership::requireKept)
                .withMessage("the group took 2 partitions of in from its only member: the topic is gone, or somebody"
                        + " else has joined");
    }
}
