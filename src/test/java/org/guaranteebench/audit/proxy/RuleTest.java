package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class RuleTest {
    private static final RequestHead PRODUCE = produce("a", true);

    private static RequestHead produce(String client, boolean answered) {
        return new RequestHead(ApiKeys.PRODUCE.id, (short) 13, 1, Optional.ofNullable(client), answered);
    }

    private static long[] struck(Rule rule) {
        return LongStream.rangeClosed(1, 6).filter(rule::strikes).toArray();
    }

    @Test
    void aSelectionIsAllOneOrFromOneOn() {
        assertThat(struck(Rule.produce().swallowResponse())).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(struck(Rule.produce().nth(3).swallowResponse())).containsExactly(3);
        assertThat(struck(Rule.produce().from(5).swallowResponse())).containsExactly(5, 6);
        assertThat(struck(Rule.produce().nth(3).fromClient("a").swallowResponse()))
                .containsExactly(3);
    }

    @Test
    void onlyRequestsOfTheKindAndTheClientCount() {
        assertThat(Rule.produce().swallowResponse().counts(PRODUCE)).isTrue();
        assertThat(Rule.api(ApiKeys.FETCH).swallowResponse().counts(PRODUCE)).isFalse();
        Rule ofA = Rule.produce().fromClient("a").swallowResponse();
        assertThat(ofA.counts(PRODUCE)).isTrue();
        assertThat(ofA.counts(produce("ab", true))).isFalse();
        assertThat(ofA.counts(produce(null, true))).isFalse();
    }

    @Test
    void aRequestWithoutResponseCountsWhereRequestsAreMeant() {
        RequestHead unanswered = produce("a", false);
        assertThat(Rule.produce().swallowRequest().counts(unanswered)).isTrue();
        assertThat(Rule.produce().swallowResponse().counts(unanswered)).isFalse();
        assertThat(Rule.produce().delayResponse(Duration.ofMillis(1)).counts(unanswered))
                .isFalse();
    }

    @Test
    void thenCloseIsAnotherRuleAndLeavesTheFirst() {
        Rule open = Rule.produce().nth(3).swallowResponse();
        Rule closing = open.thenClose();
        assertThat(open.thenClose()).isEqualTo(closing).isNotEqualTo(open);
        assertThat(open.closes()).isFalse();
    }

    @Test
    void whatCannotHappenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.produce().nth(0))
                .withMessage("request number 0: requests are counted from 1 on");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.produce().delayResponse(Duration.ZERO))
                .withMessage("a delay of PT0S: it must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Rule.produce().delayResponse(Duration.ofMillis(1)).thenClose())
                .withMessageContaining("delayed");
    }
}
