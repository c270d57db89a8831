package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            Map.entry("leftovers", "none, they are gone"),
            Map.entry("availability", "see the client's log in the run's logs folder"),
            Map.entry("broker-died", "see the broker's log in the run's logs folder"));

    private Warnings() {}

    static void print(PrintWriter out, Analysis analysis) {
        List<String> lines = of(analysis);
        if (!lines.isEmpty()) {
            out.println();
            out.println("warnings");
            lines.forEach(line -> out.println(Wrap.behind("  - ", line, 100)));
        }
    }

    /** One line each, with {@code ; remedy: } behind what was seen. */
    static List<String> of(Analysis analysis) {
        List<String> lines = new ArrayList<>();
        analysis.info().warnings().forEach(flag -> lines.add(flag.message() + remedy(flag.code())));
        long measured =
                analysis.trials().stream().filter(t -> t.status() == Status.OK).count();
        Map<String, List<Trial>> byCode = new LinkedHashMap<>();
        Map<String, Flag> example = new LinkedHashMap<>();
        List<Trial> counted = analysis.trials().stream()
                .filter(t -> t.status() != Status.SUPERSEDED && t.status() != Status.SEARCH)
                .toList();
        for (Trial trial : counted) {
            for (Flag flag : trial.flags()) {
                byCode.computeIfAbsent(flag.code(), c -> new ArrayList<>()).add(trial);
                example.putIfAbsent(flag.code(), flag);
            }
        }
        byCode.forEach((code, trials) -> lines.add(code + " in " + trials.size() + " of " + measured + " trials ("
                + trials.stream().map(t -> t.arm().label()).distinct().collect(Collectors.joining(", "))
                + "), such as: "
                + example.get(code).message() + remedy(code)));
        analysis.comparisons().stream()
                .filter(c -> c.effect().methodsDisagree()
                        && !c.step()
                        && Metrics.better(c.metric()) != Verdict.Better.NEITHER)
                .collect(Collectors.groupingBy(
                        c -> c.arm().label(),
                        LinkedHashMap::new,
                        Collectors.mapping(Analysis.Comparison::metric, Collectors.joining(", "))))
                .forEach((arm, metrics) -> lines.add("rank and t intervals disagree about 1 for " + arm + " in "
                        + metrics + "; remedy: trust neither at the edge, add --blocks"));
        return lines;
    }

    private static String remedy(String code) {
        return REMEDIES.containsKey(code) ? "; remedy: " + REMEDIES.get(code) : "";
    }
}
