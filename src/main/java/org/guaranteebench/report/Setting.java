package org.guaranteebench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.journal.RunInfo;

/** The conditions of a run in the few words that belong beside its figures. */
record Setting(RunInfo info) {
    private static final double GIB = 1L << 30;

    /** {@code 3 brokers, 3 copies, min ISR 2; process}. */
    String cluster() {
        String kind = info.topology().getOrDefault("broker", "");
        return Summary.nodes(info) + (kind.isEmpty() ? "" : "; " + kind);
    }

    /** {@code Kafka 4.3.1, client 4.3.1, JDK …}. */
    String versions() {
        return words(
                named("Kafka", info.versions(), "broker"),
                named("client", info.versions(), "client"),
                named("JMH", info.versions(), "jmh"),
                named("JDK", info.versions(), "jdk"));
    }

    /** {@code 2 cores, AMD EPYC, 23.5 GiB, data on tmpfs}. */
    String machine() {
        String cores = info.host().getOrDefault("cpus", "?");
        return words(
                cores + (cores.equals("1") ? " core" : " cores"),
                info.host().getOrDefault("cpu", ""),
                memory(),
                named("data on", info.host(), "data.filesystem"),
                info.versions().getOrDefault("os", ""));
    }

    private String memory() {
        String bytes = info.host().getOrDefault("memory", "");
        return bytes.matches("\\d{1,18}") ? String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(bytes) / GIB) : "";
    }

    /** {@code 2026-11-21 07:18 UTC}. */
    String started() {
        String started = info.started();
        return started.length() < 16 ? started : started.substring(0, 16).replace('T', ' ') + " UTC";
    }

    /** {@code 8 blocks, seed 175259}. */
    String design() {
        return info.blocks() + (info.blocks() == 1 ? " block" : " blocks") + ", seed " + info.seed();
    }

    /** {@code 1024-byte records, 6 partitions; latencies at 10,000 records/s, from the intended send}. */
    static String load(List<Ladder> ladders) {
        return ladders.stream()
                .map(ladder -> ladder.sheet().workload() + ladder.sheet().latencies())
                .distinct()
                .collect(Collectors.joining(" · "));
    }

    /** {@code kafka-guarantee-bench 0.1.0, git 1be542a}. */
    String suite() {
        boolean changed = "true".equals(info.suite().get("git.dirty"));
        return "kafka-guarantee-bench "
                + words(info.suite().getOrDefault("version", ""), named("git", info.suite(), "git"))
                + (changed ? " (changed)" : "");
    }

    /** SHA-256 in hex digits. */
    String jar() {
        return info.suite().getOrDefault("jar.sha256", "not recorded");
    }

    private static String named(String name, Map<String, String> values, String key) {
        String value = values.getOrDefault(key, "");
        return value.isEmpty() ? "" : name + " " + value;
    }

    private static String words(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
    }
}
