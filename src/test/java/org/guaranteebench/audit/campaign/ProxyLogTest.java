package org.guaranteebench.audit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;
import org.guaranteebench.audit.proxy.ProxyEvent;
import org.guaranteebench.audit.proxy.ProxyEvent.Moment;
import org.guaranteebench.audit.proxy.RequestHead;
import org.guaranteebench.audit.proxy.Rule;
import org.junit.jupiter.api.Test;

class ProxyLogTest {
    private static final Instant WALL = Instant.parse("2025-01-02T03:04:05.006Z");

    private static Moment at(long nanos) {
        return new Moment(nanos, WALL.plusNanos(nanos));
    }

    private static ProxyEvent fired(long nanos, Rule rule) {
        String content = rule.action() instanceof Rule.SwallowResponse ? "00000004ff" : "";
        RequestHead head = new RequestHead(ApiKeys.PRODUCE.id, (short) 9, 4, Optional.of("kgb-client"), true);
        return new ProxyEvent.Fired(at(nanos), 7, rule, head, 3, 120, content);
    }

    @Test
    void everyEventIsALineInTheOrderOfTimeWhereverItWas() {
        ProxyLog log = new ProxyLog(0);
        log.add(
                "before clients of broker 1",
                List.of(
                        fired(1_000_000, Rule.produce().nth(3).swallowResponse().thenClose()),
                        fired(4_000_000, Rule.produce().nth(3).delayResponse(Duration.ofMillis(20))),
                        new ProxyEvent.Broken(at(6_000_000), 8, "no upstream")));
        log.add(
                "before replicas of broker 2",
                List.of(
                        new ProxyEvent.Cut(at(2_000_000), false, 2),
                        new ProxyEvent.Healed(at(3_000_000), 5, 999),
                        fired(5_000_000, Rule.produce().nth(3).swallowRequest())));
        assertThat(log.lines())
                .containsExactly(
                        "2025-01-02T03:04:05.007Z before clients of broker 1: connection 7: Produce number 3 of"
                                + " kgb-client: response swallowed, 120 bytes, then closed, version 9: 00000004ff",
                        "2025-01-02T03:04:05.008Z before replicas of broker 2: cut with 2 connections open",
                        "2025-01-02T03:04:05.009Z before replicas of broker 2: healed; 5 connections met the cut, 999"
                                + " bytes are lost",
                        "2025-01-02T03:04:05.010Z before clients of broker 1: connection 7: Produce number 3 of"
                                + " kgb-client: response delayed by 20 ms, 120 bytes",
                        "2025-01-02T03:04:05.011Z before replicas of broker 2: connection 7: Produce number 3 of"
                                + " kgb-client: request swallowed, 120 bytes",
                        "2025-01-02T03:04:05.012Z before clients of broker 1: connection 8 ended: no upstream");
    }

    @Test
    void whatHappenedBeforeTheTwinIsNotItsEvidence() {
        ProxyLog log = new ProxyLog(2_000_000);
        log.add("x", List.of(new ProxyEvent.Cut(at(1_999_999), true, 1), new ProxyEvent.Cut(at(2_000_000), true, 1)));
        assertThat(log.lines()).singleElement().asString().endsWith("x: disconnected with 1 connections open");
    }
}
