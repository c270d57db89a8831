package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.Verdict;

/** Warnings of a run, each with a remedy. */
final class Warnings {
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("no-commit", "longer iterations, -r, or a shorter transaction"),
            Map.entry("duplicated", "retries without idempotence; see retries_per_record"),
            Map.entry("not-steady", "longer warm-up, -wi, if it always falls on the same arms; else a noisy machine"),
            Map.entry("steal", "other guests took CPU: compare ratios only, or repeat on a quieter machine"),
            Map.entry("rate-not-sustained", "lower -p rate until every arm carries it"),
            Map.entry(
                    "backlog-grows",
                    "the arm is close to what it sustains, or was disturbed: lower -p rate, or rate=auto"),
            Map.entry("generator-lag", "the generator was measured too: lower -p rate or give it a CPU"),
            Map.entry(
                    "clock-step",
                    "none for durations, which do not come from that clock; Kafka's timeouts do, so stop what sets it"),
            Map.entry(
                    "foreign-cpu",
                    "stop the other programs, or expect wider intervals; --reject-disturbed foreign>10%"),
            Map.entry("gc-pauses", "more heap: -jvmArgsAppend -Xmx for the client, fewer partitions or a lower rate"),
            Map.entry("preempted", "other programs, or too few cores for client and brokers; compare ratios only"),
            Map.entry("overflow", "latencies beyond an hour: the trial is not usable for its tail"),
            Map.entry("lost", "acks=0 promises nothing; records in the brokers' socket buffers count as sent"),
            Map.entry("neighbour", "wait for the other run, or expect wider intervals"),
            Map.entry("one-node", "use --nodes 3 for a ladder that means something"),
            Map.entry("at-cap", "raise --max-rate if the cluster's other users can bear it"),
            Map.entry("topics-left", "run that command when the cluster answers again"),
            Map.entry(
                    "input-ran-dry",
                    "longer warm-up, -wi: each iteration has twice the input that it needs at the last one's speed"),
            Map.entry("no-store", "see the store's log in the run's logs folder, or name a database with --jdbc-url"),
            Map.entry("never-measured", "its rows in trials.csv say why it failed; leave the arm out, or mend that"),
            Map.entry("leftovers", "none, they are gone"),
            Map.entry("availability", "see the client's log in the run's logs folder"),
            Map.entry("broker-died", "see the broker's log in the run's logs folder"));

    /** What befell trials, in words behind "12 of 48 trials": the gravest first. */
    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(
                "rate-not-sustained",
                "did not sustain their rate; they are included, comparisons with them are refused");
        WORDS.put("at-cap", "reached --max-rate; they are included, comparisons with them are refused");
        WORDS.put("lost", "lost records");
        WORDS.put("duplicated", "hold records twice");
        WORDS.put("overflow", "have latencies beyond an hour");
        WORDS.put("no-commit", "had no commit that came due");
        WORDS.put("input-ran-dry", "ran out of prepared input");
        WORDS.put("backlog-grows", "had records waiting longer and longer");
        WORDS.put("generator-lag", "had a load generator that was late");
        WORDS.put("not-steady", "were not steady");
        WORDS.put("clock-step", "saw the system's clock being set");
        WORDS.put("steal", "lost CPU time to other guests of the hypervisor");
        WORDS.put("foreign-cpu", "shared the CPU with other programs");
        WORDS.put("gc-pauses", "were held by garbage collection");
        WORDS.put("preempted", "were taken off their CPU unusually often");
    }

    /**
     * @param code empty of what has none
     * @param seen what happened, with how many trials it befell where it befell some
     * @param where in which arms, and an example; may be empty
     * @param remedy empty where none is known
     */
    record Warning(String code, String seen, String where, String remedy) {
        String text() {
            return where.isEmpty() ? seen : seen + ": " + where;
        }
    }

    private Warnings() {}

    static void print(PrintWriter out, Analysis analysis) {
        List<Warning> all = of(analysis);
        if (!all.isEmpty()) {
            out.println();
            out.println("warnings");
            all.forEach(warning -> out.println(Wrap.behind("  - ", warning.text(), 100)));
        }
        List<String> remedies = remedies(all);
        if (!remedies.isEmpty()) {
            out.println("remedies");
            remedies.forEach(remedy -> out.println(Wrap.behind("  - ", remedy, 100)));
        }
    }

    /** What can be done about each, once. */
    static List<String> remedies(List<Warning> warnings) {
        return warnings.stream()
                .filter(warning -> !warning.remedy().isEmpty())
                .map(warning -> warning.code() + ": " + warning.remedy())
                .distinct()
                .toList();
    }

    /** Those of the whole run, then those of trials, the gravest first, then those of statistics. */
    static List<Warning> of(Analysis analysis) {
        List<Warning> warnings = new ArrayList<>();
        analysis.info()
                .warnings()
                .forEach(flag -> warnings.add(new Warning(flag.code(), flag.message(), "", remedy(flag.code()))));
        warnings.addAll(ofTrials(analysis));
        disagreeing(analysis).ifPresent(warnings::add);
        return warnings;
    }

    /** Those that tell of a number of trials. */
    static List<Warning> ofTrials(Analysis analysis) {
        Map<String, List<Trial>> byCode = new LinkedHashMap<>();
        WORDS.keySet().forEach(code -> byCode.put(code, new ArrayList<>()));
        Map<String, Flag> example = new LinkedHashMap<>();
        for (Trial trial : analysis.trials()) {
            if (trial.status() != Status.SUPERSEDED && trial.status() != Status.SEARCH) {
                for (Flag flag : trial.flags()) {
                    byCode.computeIfAbsent(flag.code(), c -> new ArrayList<>()).add(trial);
                    example.putIfAbsent(flag.code(), flag);
                }
            }
        }
        List<Warning> warnings = new ArrayList<>();
        byCode.forEach((code, trials) -> {
            if (!trials.isEmpty()) {
                warnings.add(ofTrials(analysis, code, trials, example.get(code)));
            }
        });
        return warnings;
    }

    private static Warning ofTrials(Analysis analysis, String code, List<Trial> trials, Flag example) {
        List<String> benchmarks =
                trials.stream().map(Trial::benchmark).distinct().toList();
        long measured = analysis.trials().stream()
                .filter(t -> t.status() == Status.OK && benchmarks.contains(t.benchmark()))
                .count();
        String words = WORDS.getOrDefault(code, "are flagged " + code);
        String arms = trials.stream().map(t -> t.arm().label()).distinct().collect(Collectors.joining(", "));
        return new Warning(
                code,
                trials.size() + " of " + measured + " trials of " + String.join(" and ", benchmarks) + " " + words
                        + (words.contains("included") ? "" : "; they are included"),
                arms + "; such as: " + example.message(),
                remedy(code));
    }

    /** Where the interval of ranks and that of means do not agree about 1. */
    private static Optional<Warning> disagreeing(Analysis analysis) {
        List<Analysis.Comparison> asked = analysis.comparisons().stream()
                .filter(c ->
                        !c.step() && c.effect().hasInterval() && Metrics.better(c.metric()) != Verdict.Better.NEITHER)
                .toList();
        Map<String, String> byArm = asked.stream()
                .filter(c -> c.effect().methodsDisagree())
                .collect(Collectors.groupingBy(
                        c -> c.arm().label(),
                        LinkedHashMap::new,
                        Collectors.mapping(c -> MetricText.name(c.metric()), Collectors.joining(", "))));
        long disagree = asked.stream().filter(c -> c.effect().methodsDisagree()).count();
        return byArm.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "rank and t",
                        "in " + disagree + " of " + asked.size()
                                + " comparisons with the baseline rank and t intervals disagree whether there is a difference",
                        byArm.entrySet().stream()
                                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                                .collect(Collectors.joining(", ")),
                        "trust neither at the edge, add --blocks"));
    }

    private static String remedy(String code) {
        return REMEDIES.getOrDefault(code, "");
    }
}
