package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final Workload OPEN_LOOP = new Workload(
            1024,
            16,
            6,
            OptionalInt.of(10_000),
            5,
            16_384,
            4,
            "zstd",
            Map.of("send.buffer.bytes", "65536", "buffer.memory", "1"));
    private static final Workload CLOSED_LOOP = new Workload(100, 0, 1, OptionalInt.empty(), 0, 0, 1, "none", Map.of());

    @Test
    void everyFieldIsReadBackFromItsValues() {
        assertThat(Workload.of(OPEN_LOOP.values())).isEqualTo(OPEN_LOOP);
        assertThat(Workload.of(CLOSED_LOOP.values())).isEqualTo(CLOSED_LOOP);
    }

    @Test
    void valuesStandInTheOrderOfTheColumnsUnderTheNamesThatUsersWrite() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("recordSize", "1024");
        expected.put("keySize", "16");
        expected.put("partitions", "6");
        expected.put("rate", "10000");
        expected.put("linger.ms", "5");
        expected.put("batch.size", "16384");
        expected.put("max.in.flight", "4");
        expected.put("compression", "zstd");
        expected.put("producer", "buffer.memory=1;send.buffer.bytes=65536");

        assertThat(OPEN_LOOP.values()).containsExactlyEntriesOf(expected);
    }

    @Test
    void aClosedLoopHasNoRate() {
        assertThat(CLOSED_LOOP.values()).doesNotContainKey("rate");
    }

    @Test
    void producerPropertiesAreEncodedInTheOrderOfTheirNames() {
        Map<String, String> unordered = new LinkedHashMap<>();
        unordered.put("b", "2");
        unordered.put("a", "1");

        assertThat(Workload.encode(unordered)).isEqualTo("a=1;b=2");
        assertThat(Workload.encode(Map.of())).isEmpty();
    }

    @Test
    void aConsumersPropertiesAreAColumnOnlyWhereThereAreAny() {
        Map<String, String> values = CLOSED_LOOP.values();
        values.put(Workload.CONSUMER_FIELD, "fetch.min.bytes=1;check.crcs=false");
        Workload workload = Workload.of(values);

        assertThat(workload.consumer()).isEqualTo(Map.of("fetch.min.bytes", "1", "check.crcs", "false"));
        assertThat(workload.values()).containsEntry(Workload.CONSUMER_FIELD, "check.crcs=false;fetch.min.bytes=1");
        assertThat(Workload.of(workload.values())).isEqualTo(workload);
        assertThat(workload.withoutRate().consumer()).isEqualTo(workload.consumer());
        assertThat(workload.produced().values()).doesNotContainKey(Workload.CONSUMER_FIELD);
    }

    @Test
    void aPropertysValueMayBeEmptyOrHoldAnEqualsSign() {
        Map<String, String> properties = Map.of("metrics.context", "a=b", "interceptor.classes", "");
        Map<String, String> values = CLOSED_LOOP.values();
        values.put(Workload.PRODUCER_FIELD, Workload.encode(properties));

        assertThat(Workload.of(values).producer()).isEqualTo(properties);
    }

    @Test
    void itDoesNotChangeWithTheMapThatItWasMadeFrom() {
        Map<String, String> properties = new HashMap<>(Map.of("buffer.memory", "1"));
        Workload workload = new Workload(100, 0, 1, OptionalInt.empty(), 0, 0, 1, "none", properties);

        properties.put("buffer.memory", "2");

        assertThat(workload.producer()).containsExactly(Map.entry("buffer.memory", "1"));
    }

    @Test
    void aValueOutOfRangeIsRefusedInOneLineWithItsName() {
        Map<String, String> values = CLOSED_LOOP.values();
        values.put("max.in.flight", "0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workload.of(values))
                .withMessage("max.in.flight=0: allowed are 1 to 100");
    }

    @Test
    void aMissingValueIsRefusedWithItsName() {
        Map<String, String> values = CLOSED_LOOP.values();
        values.remove("compression");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workload.of(values))
                .withMessageStartingWith("compression=null: allowed are none,");
    }

    @Test
    void onlyIdempotenceBoundsTheRequestsInFlight() {
        Workload six = new Workload(100, 0, 1, OptionalInt.empty(), 0, 0, 6, "none", Map.of());

        assertThat(six.rejection(Cell.of("all", "true", "none", "read_uncommitted")))
                .contains("enable.idempotence=true needs max.in.flight.requests.per.connection <= 5");
        assertThat(six.rejection(Cell.of("all", "false", "none", "read_uncommitted")))
                .isEmpty();
    }

    @Test
    void theIdempotentProducerOfAStageBoundsThemToo() {
        Workload six = new Workload(100, 0, 1, OptionalInt.empty(), 0, 0, 6, "none", Map.of());
        Treatment idempotent = new Treatment(Map.of("semantics", "exactly-once"));
        Treatment plain = new Treatment(Map.of("semantics", "at-least-once"));
        Treatment storing = new Treatment(Map.of("semantics", "effectively-once"));

        assertThat(six.rejection(Cell.of("all", "false", "none", "read_committed", idempotent)))
                .contains("the producer of a stage with semantics=exactly-once is idempotent, which needs"
                        + " max.in.flight.requests.per.connection <= 5 and retries > 0");
        assertThat(six.rejection(Cell.of("all", "false", "none", "read_committed", plain)))
                .isEmpty();
        assertThat(six.rejection(Cell.of("all", "false", "none", "read_committed", storing)))
                .isEmpty();
    }
}
