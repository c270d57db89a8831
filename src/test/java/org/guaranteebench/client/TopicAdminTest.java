package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;

class TopicAdminTest {
    private static Node node(int id, String rack) {
        return new Node(id, "host", 9092, rack);
    }

    @Test
    void withoutRacksNodesStandInTheirOrder() {
        assertThat(TopicAdmin.acrossRacks(List.of(node(3, null), node(1, null), node(2, null))))
                .containsExactly(1, 2, 3);
    }

    @Test
    void neighboursStandInDifferentRacks() {
        assertThat(TopicAdmin.acrossRacks(
                        List.of(node(1, "a"), node(2, "a"), node(3, "b"), node(4, "b"), node(5, "c"), node(6, "c"))))
                .containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void aRackWithMoreNodesThanOthersEndsTheOrder() {
        assertThat(TopicAdmin.acrossRacks(List.of(node(1, "a"), node(2, "a"), node(3, "a"), node(4, "b"))))
                .containsExactly(1, 4, 2, 3);
    }
}
