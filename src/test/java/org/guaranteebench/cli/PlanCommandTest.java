package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {
    private static final Pattern COMBINATION =
            Pattern.compile("(0|1|all)\\s+(false|true)\\s+(\\S+)\\s+(read_\\w+)\\s+(.+)");
    private static final String UNCOMMITTED = "read_uncommitted";

    private static Invocation plan(String arguments) {
        Invocation invocation = Invocation.line(("plan --seed 1 " + arguments).trim());
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isZero();
        return invocation;
    }

    /** Fate by combination: {@code acks idempotence transactions isolation}. */
    private static Map<String, String> fates(String arguments) {
        Map<String, String> fates = new LinkedHashMap<>();
        String last = "";
        for (String line : plan(arguments).out()) {
            Matcher matcher = COMBINATION.matcher(line);
            if (matcher.matches()) {
                String combination =
                        matcher.group(1) + " " + matcher.group(2) + " " + matcher.group(3) + " " + matcher.group(4);
                assertThat(fates.put(combination, matcher.group(5)))
                        .as(combination)
                        .isNull();
                last = combination;
            } else if (line.startsWith(" ".repeat(48)) && !last.isEmpty()) {
                fates.merge(last, line.trim(), (fate, rest) -> fate + " " + rest);
            } else {
                last = "";
            }
        }
        return fates;
    }

    private static String field(String arguments, String name) {
        return plan(arguments).out().stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).trim())
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"''", "--quick", "--full", "-p rate=1000", "ProduceLatency"})
    void everyCombinationOfTheProductHasItsFate(String arguments) {
        TreeSet<String> product = new TreeSet<>();
        for (String acks : List.of("0", "1", "all")) {
            for (String idempotence : List.of("false", "true")) {
                for (String transactions : List.of("none", "1", "100", "10000", "100ms", "1s")) {
                    for (String isolation : List.of(UNCOMMITTED, "read_committed")) {
                        product.add(String.join(" ", acks, idempotence, transactions, isolation));
                    }
                }
            }
        }
        assertThat(product).hasSize(3 * 2 * 6 * 2);
        assertThat(fates(arguments).keySet()).containsExactlyInAnyOrderElementsOf(product);
    }

    @Test
    void theColumnsOfTheCombinationsAreNamed() {
        assertThat(plan("").out()).anyMatch(line -> line.matches("acks +idempotence +transactions +isolation +fate"));
    }

    @Test
    void whatKafkaRejectsIsSaidInKafkasTerms() {
        fates("").forEach((combination, fate) -> {
            String[] c = combination.split(" ");
            boolean transactions = !c[2].equals("none");
            boolean idempotence = c[1].equals("true");
            if (transactions && !idempotence) {
                assertThat(fate)
                        .as(combination)
                        .isEqualTo("rejected by Kafka: a transactional.id needs enable.idempotence=true");
            } else if (idempotence && !c[0].equals("all")) {
                assertThat(fate).as(combination).isEqualTo("rejected by Kafka: enable.idempotence=true needs acks=all");
            } else if (c[3].equals("read_committed")) {
                assertThat(fate)
                        .as(combination)
                        .startsWith("no effect: no consumer takes part, so isolation.level cannot act");
            } else {
                assertThat(fate).as(combination).matches("measured as .+|valid, not in this run");
            }
        });
    }

    @Test
    void theDefaultRunMeasuresTheLadderAndLeavesOtherValidCellsAlone() {
        Map<String, String> fates = fates("");
        assertThat(fates)
                .containsEntry("0 false none " + UNCOMMITTED, "measured as fire-and-forget")
                .containsEntry("1 false none " + UNCOMMITTED, "measured as leader-ack")
                .containsEntry("all false none " + UNCOMMITTED, "measured as all-isr")
                .containsEntry("all true none " + UNCOMMITTED, "measured as idempotent")
                .containsEntry("all true 100ms " + UNCOMMITTED, "measured as transactional 100ms")
                .containsEntry("all true 1 " + UNCOMMITTED, "valid, not in this run")
                .containsEntry("all true 1s " + UNCOMMITTED, "valid, not in this run");
        assertThat(fates.values())
                .filteredOn(fate -> fate.startsWith("measured"))
                .hasSize(5);
    }

    @Test
    void theFullRunMeasuresEveryValidCell() {
        assertThat(fates("--full").values())
                .doesNotContain("valid, not in this run")
                .filteredOn(fate -> fate.startsWith("measured"))
                .hasSize(9);
    }

    @Test
    void valuesThatWereAskedForReplaceTheProductOfTheirParameter() {
        Map<String, String> fates = fates("-p acks=1,all -p idempotence=false -p transactions=none,250ms");
        assertThat(fates.keySet())
                .containsExactlyInAnyOrder(
                        "1 false none read_uncommitted",
                        "1 false none read_committed",
                        "1 false 250ms read_uncommitted",
                        "1 false 250ms read_committed",
                        "all false none read_uncommitted",
                        "all false none read_committed",
                        "all false 250ms read_uncommitted",
                        "all false 250ms read_committed");
        assertThat(fates.values())
                .filteredOn(fate -> fate.startsWith("measured"))
                .hasSize(2);
    }

    @Test
    void trialsAreBlocksTimesArmsWithOneControlPerBenchmark() {
        assertThat(field("", "order")).isEqualTo("8 blocks, seed 1, 96 trials, 2 starts of the brokers");
        assertThat(field("--blocks 3", "order")).isEqualTo("3 blocks, seed 1, 36 trials, 1 start of the brokers");
        assertThat(field("-f 5 --nodes 1 ProduceLatency", "order"))
                .isEqualTo("5 blocks, seed 1, 30 trials, 2 starts of the brokers");
        assertThat(field("--blocks 1 ProduceLatency", "order"))
                .isEqualTo("1 block, seed 1, 6 trials, 1 start of the brokers");
        assertThat(field("--quick", "order")).startsWith("3 blocks, seed 1, 36 trials");
        assertThat(field("--full", "order")).startsWith("12 blocks, seed 1, 240 trials");
    }

    @Test
    void armsAndTimingsAreListedPerBenchmark() {
        List<String> out = plan("-wi 3 -w 500ms -i 2 -r 2s").out();
        assertThat(out)
                .anyMatch(line ->
                        line.matches("ProduceThroughput +6 arms, each trial 3 . 0\\.5 s warm-up and 2 . 2 s measured"))
                .anyMatch(line ->
                        line.matches("ProduceLatency +6 arms, each trial 3 . 0\\.5 s warm-up and 2 . 2 s measured"));
        assertThat(String.join(" ", out).replaceAll("\\s+", " "))
                .contains("fire-and-forget, leader-ack, leader-ack (A/A), all-isr, idempotent, transactional 100ms");
    }

    @Test
    void theBaselineIsNamedByItsCell() {
        assertThat(field("", "baseline"))
                .isEqualTo("acks=1 idempotence=false transactions=none isolation=read_uncommitted");
        assertThat(field("--baseline idempotent", "baseline"))
                .isEqualTo("acks=all idempotence=true transactions=none isolation=read_uncommitted");
        assertThat(String.join(" ", plan("--baseline idempotent").out())).contains("idempotent (A/A)");
        assertThat(field("-p acks=all", "baseline"))
                .as("the weakest there is")
                .isEqualTo("acks=all idempotence=false transactions=none isolation=read_uncommitted");
    }

    @Test
    void combinationsThatWereAskedForAndAreNotMeasuredAreCounted() {
        assertThat(field("", "not measured")).isEmpty();
        // 18 of a benchmark's 36 combinations have transactions without idempotence, 12 idempotence without acks=all
        // of which 10 have both wrong; 9 of 36 are valid.
        assertThat(field("--full ProduceLatency", "not measured")).isEqualTo("27 combinations, see the plan command");
    }

    /** Open loop: bytes are rate times size times seconds times replicas. */
    @Test
    void bytesOfAnOpenLoopAreWhatIsDueOnAllReplicas() {
        String load = "ProduceLatency -wf 0 -p rate=10000 -p recordSize=984 -p keySize=16 -wi 1 -w 1 -i 2 -r 2";
        // 10,000/s x 1,000 B x 5 s = 50 MB per replica; 6 arms.
        assertThat(field(load + " --blocks 1 --nodes 1", "estimate"))
                .endsWith("at most 300 MB written, 50 MB at a time");
        assertThat(field(load + " --blocks 1 --nodes 3", "estimate"))
                .endsWith("at most 900 MB written, 150 MB at a time");
        assertThat(field(load + " --blocks 2 --nodes 3", "estimate"))
                .endsWith("at most 1.8 GB written, 150 MB at a time");
    }

    @Test
    void theEstimateGrowsWithTheBlocks() {
        int eight = minutes(field("--blocks 8", "estimate"));
        int sixteen = minutes(field("--blocks 16", "estimate"));
        assertThat(sixteen).isBetween(2 * eight - 2, 2 * eight + 2);
        assertThat(field("--blocks 1 ProduceLatency -p acks=1 -wf 0 -wi 0 -i 1 -r 1", "estimate"))
                .matches("about \\d+ s;.*");
    }

    private static int minutes(String estimate) {
        Matcher matcher = Pattern.compile("about (\\d+) min; .*").matcher(estimate);
        assertThat(matcher.matches()).as(estimate).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    @Test
    void theSamePlanIsPrintedForTheSameArguments() {
        assertThat(plan("--full").out()).isEqualTo(plan("--full").out());
    }

    @Test
    void seedsAreDrawnIfNoneIsGiven() {
        List<String> seeds = IntStream.range(0, 5)
                .mapToObj(i -> String.join("\n", Invocation.of("plan").out()).replaceAll("(?s).* seed (\\d+),.*", "$1"))
                .distinct()
                .toList();
        assertThat(seeds).hasSizeGreaterThan(1).allMatch(seed -> seed.matches("\\d{1,6}"));
    }

    @Test
    void theProductListsEachPairAndBlamesTheEndThatCannotBe() {
        List<String> out = plan("--plan product").out();
        assertThat(out)
                .filteredOn(line -> line.matches(".* read_\\w+ +measured"))
                .hasSize(5 * 7);
        assertThat(out)
                .contains("fire-and-forget     at-most-once             read_uncommitted measured")
                .contains("transactional 100ms exactly-once-external    read_committed   measured")
                .anyMatch(line ->
                        line.startsWith("transactional 100ms exactly-once             read_uncommitted unsound:"))
                .contains("acks=0 idempotence=true transactions=none: no such producer: enable.idempotence=true needs")
                .noneMatch(line -> line.startsWith("acks=") && line.contains("once"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(out).filteredOn(line -> line.contains("no such producer")).hasSize(7);
        // 35 with the other isolation level, of which the two that promise exactly once are unsound behind
        // transactions.
        assertThat(out).contains("33 more pairs are valid and not in this run, such as with the other isolation level");
    }

    @Test
    void aStageThatCannotBeIsBlamedWhereItsProducerCould() {
        List<String> out = plan("--plan product -p max.in.flight=6").out();
        assertThat(String.join(" ", out).replaceAll("\\s+", " "))
                .contains("fire-and-forget exactly-once read_committed no such stage: the producer of a stage with"
                        + " semantics=exactly-once is idempotent, which needs")
                .contains("idempotent: no such producer: enable.idempotence=true needs"
                        + " max.in.flight.requests.per.connection <= 5");
        assertThat(out).contains("leader-ack          at-least-once            read_uncommitted measured");
    }

    @Test
    void whoChoosesInTheProductStillHasEachProducer() {
        List<String> out = plan("--plan product -p semantics=exactly-once -p isolation=read_committed")
                .out();
        assertThat(out)
                .filteredOn(line -> line.matches(".* read_\\w+ +measured"))
                .hasSize(5);
        assertThat(out).noneMatch(line -> line.contains("more pairs"));
    }

    @Test
    void theLifeCyclesPlanNamesItsArmsAndWhatCannotAct() {
        List<String> out = plan("--plan lifecycle").out();
        assertThat(String.join(" ", out).replaceAll("\\s+", " "))
                .contains("predecessor=open: measured as open predecessor")
                .contains("commit=every-100 group.protocol=consumer: measured as consumer every-100")
                .contains("predecessor=none: no effect: no consumer here is compared by what it may see, so"
                        + " isolation.level cannot act: measured as read_committed");
        assertThat(out).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(Invocation.line("plan TakeoverLatency -p acks=1").err())
                .containsExactly("error: no valid cell: no other producer has a transactional.id like these, so acks"
                        + " cannot act: measured as all");
    }

    @Test
    void whatStandsBelowTheCombinationsFitsInto100Columns() {
        List<String> out = plan("--full --baseline transactions=10000").out();
        int end = out.lastIndexOf("");
        assertThat(out.subList(end, out.size()))
                .hasSizeGreaterThan(6)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
}
