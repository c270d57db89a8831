package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Grid.Subject PRODUCE = new Grid.Subject("Produce", defaults());

    private static Map<String, List<String>> defaults() {
        Map<String, List<String>> defaults = new LinkedHashMap<>();
        defaults.put("acks", List.of("0", "1", "all"));
        defaults.put("idempotence", List.of("false", "true"));
        defaults.put("transactions", List.of("none", "1", "100", "10000", "100ms", "1s"));
        defaults.put("isolation", List.of("read_uncommitted"));
        defaults.put("recordSize", List.of("1024"));
        defaults.put("keySize", List.of("16"));
        defaults.put("partitions", List.of("6"));
        defaults.put("lingerMs", List.of("5"));
        defaults.put("batchSize", List.of("16384"));
        defaults.put("maxInFlight", List.of("5"));
        defaults.put("compression", List.of("none"));
        defaults.put("producer", List.of(""));
        return defaults;
    }

    private static Map<String, List<String>> with(String field, String... values) {
        return Map.of(field, List.of(values));
    }

    @Test
    void theGridIsTheProductOfTheFourGuarantees() {
        List<Combination> grid = Grid.expand(PRODUCE, Map.of(), false);

        assertThat(grid).hasSize(3 * 2 * 6);
        assertThat(grid).extracting(Combination::cell).doesNotHaveDuplicates();
        assertThat(grid).extracting(Combination::benchmark).containsOnly("Produce");
    }

    @Test
    void whatKafkaRejectsStaysInTheGridWithItsReason() {
        List<Combination> grid = Grid.expand(PRODUCE, Map.of(), false);

        assertThat(grid)
                .filteredOn(c -> !c.valid())
                .hasSize(36 - 9)
                .allSatisfy(c -> assertThat(c.rejection())
                        .isEqualTo(c.cell().rejection())
                        .isPresent());
        assertThat(grid)
                .filteredOn(Combination::valid)
                .extracting(c -> c.cell().arm())
                .containsExactly(
                        "fire-and-forget",
                        "leader-ack",
                        "all-isr",
                        "idempotent",
                        "transactional 1",
                        "transactional 100",
                        "transactional 10000",
                        "transactional 100ms",
                        "transactional 1s");
    }

    @Test
    void theLadderReplacesTheProductOfTheGuarantees() {
        List<Combination> ladder = Grid.expand(PRODUCE, Map.of(), true);

        assertThat(ladder).extracting(Combination::cell).containsExactlyElementsOf(Cell.LADDER);
        assertThat(ladder).allMatch(Combination::valid);
    }

    @Test
    void chosenValuesReplaceDefaults() {
        Map<String, List<String>> chosen = new HashMap<>();
        chosen.put("acks", List.of("all"));
        chosen.put("idempotence", List.of("true"));
        chosen.put("transactions", List.of("none", "100ms"));

        assertThat(Grid.expand(PRODUCE, chosen, false))
                .extracting(c -> c.cell().toString())
                .containsExactly(
                        "acks=all idempotence=true transactions=none isolation=read_uncommitted",
                        "acks=all idempotence=true transactions=100ms isolation=read_uncommitted");
    }

    @Test
    void theValuesOfTheWorkloadMultiply() {
        Map<String, List<String>> chosen = new HashMap<>();
        chosen.put("recordSize", List.of("100", "1000"));
        chosen.put("compression", List.of("none", "lz4", "zstd"));
        chosen.put("producer", List.of("", "buffer.memory=1048576"));

        List<Combination> grid = Grid.expand(PRODUCE, chosen, true);

        assertThat(grid).hasSize(2 * 3 * 2 * Cell.LADDER.size());
        assertThat(grid)
                .extracting(Combination::workload)
                .map(Workload::recordSize)
                .containsOnly(100, 1000);
        assertThat(grid.stream().map(Combination::workload).distinct()).hasSize(12);
        assertThat(grid)
                .filteredOn(c -> c.workload().producer().equals(Map.of("buffer.memory", "1048576")))
                .hasSize(grid.size() / 2);
    }

    @Test
    void allCellsOfOneWorkloadStandTogether() {
        List<Combination> grid = Grid.expand(PRODUCE, with("lingerMs", "0", "5"), true);

        assertThat(grid).extracting(c -> c.workload().lingerMs()).containsExactly(0, 0, 0, 0, 0, 5, 5, 5, 5, 5);
    }

    @Test
    void defaultsOfTheWorkloadReachEveryCombination() {
        assertThat(Grid.expand(PRODUCE, Map.of(), true))
                .extracting(Combination::workload)
                .map(Workload::values)
                .allSatisfy(values -> assertThat(values)
                        .containsEntry("linger.ms", "5")
                        .containsEntry("batch.size", "16384")
                        .containsEntry("max.in.flight", "5")
                        .doesNotContainKey("rate"));
    }

    @Test
    void aRateIsPartOfTheWorkloadWhereTheBenchmarkHasOne() {
        Map<String, List<String>> defaults = defaults();
        defaults.put("rate", List.of("10000"));

        assertThat(Grid.expand(new Grid.Subject("Latency", defaults), with("rate", "10", "20"), true))
                .extracting(c -> c.workload().rate().orElseThrow())
                .containsExactly(10, 10, 10, 10, 10, 20, 20, 20, 20, 20);
    }

    @Test
    void aFieldThatTheBenchmarkDoesNotHaveIsPassedOver() {
        assertThat(Grid.expand(PRODUCE, with("rate", "10", "20"), true))
                .isEqualTo(Grid.expand(PRODUCE, Map.of(), true));
    }

    @Test
    void aWorkloadThatKafkaRejectsForTheCellStaysInTheGrid() {
        List<Combination> grid = Grid.expand(PRODUCE, with("maxInFlight", "6"), true);

        assertThat(grid)
                .filteredOn(c -> !c.valid())
                .extracting(c -> c.cell().level())
                .containsExactly(Level.IDEMPOTENT, Level.TRANSACTIONAL);
        assertThat(grid)
                .filteredOn(c -> !c.valid())
                .allSatisfy(c -> assertThat(c.rejection().orElseThrow()).contains("max.in.flight"));
    }

    @Test
    void anIsolationThatCannotActIsKeptWithItsReason() {
        List<Combination> grid = Grid.expand(PRODUCE, with("isolation", "read_uncommitted", "read_committed"), false);

        assertThat(grid).hasSize(72);
        assertThat(grid)
                .filteredOn(c -> c.cell().isolation() == Isolation.READ_COMMITTED
                        && c.cell().rejection().isEmpty())
                .hasSize(9)
                .allSatisfy(c -> assertThat(c.rejection())
                        .contains("no consumer takes part, so isolation.level cannot act: measured as"
                                + " read_uncommitted"));
        assertThat(grid).filteredOn(Combination::valid).hasSize(9);
    }

    @Test
    void bothIsolationsAreMeasuredWhereAConsumerTakesPart() {
        Map<String, List<String>> defaults = defaults();
        defaults.put("isolation", List.of("read_uncommitted", "read_committed"));

        assertThat(Grid.expand(new Grid.Subject("EndToEnd", defaults), Map.of(), false))
                .filteredOn(Combination::valid)
                .hasSize(18);
    }

    @Test
    void whatKafkaRejectsIsSaidBeforeWhatCannotAct() {
        assertThat(Grid.expand(PRODUCE, with("isolation", "read_committed"), false))
                .filteredOn(c -> c.cell().rejection().isPresent())
                .hasSize(27)
                .allSatisfy(c -> assertThat(c.rejection()).isEqualTo(c.cell().rejection()));
    }
}
