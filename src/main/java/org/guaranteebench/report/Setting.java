package org.guaranteebench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.RunInfo;

/** The conditions of a run in the few words that belong beside its figures. */
record Setting(RunInfo info) {
    private static final double GIB = 1L << 30;
    private static final int KIB = 1 << 10;
    private static final String BUFFER = "buffer.memory";

    /** {@code 3 brokers, 3 copies, min ISR 2; as processes on this machine, network loopback, data in memory (tmpfs)}. */
    String cluster() {
        Map<String, String> topology = info.topology();
        String place = switch (topology.getOrDefault("broker", "")) {
            case "process" -> words("; as processes beside the client", "network loopback", data());
            case "container" ->
                words("; as containers beside the client", named("network", topology, "network"), data());
            case "external" -> "; a cluster that is not the run's own";
            default -> "";
        };
        return Summary.nodes(info) + place;
    }

    private String data() {
        String system = info.host().getOrDefault("data.filesystem", "");
        String place = info.topology().getOrDefault("data", "");
        if (place.startsWith("volume") || system.isEmpty()) {
            return place.isEmpty() ? "" : "data in a " + place;
        }
        return system.equals("tmpfs") || system.equals("ramfs")
                ? "data in memory (" + system + ")"
                : "data on disk (" + system + ")";
    }

    private boolean shared() {
        String broker = info.topology().getOrDefault("broker", "");
        return broker.equals("process") || broker.equals("container");
    }

    /** {@code Kafka 4.3.1, client 4.3.1, JDK …}. */
    String versions() {
        return words(
                named("Kafka", info.versions(), "broker"),
                named("client", info.versions(), "client"),
                named("JMH", info.versions(), "jmh"),
                named("JDK", info.versions(), "jdk"));
    }

    /** {@code 2 cores, shared by client and brokers, AMD EPYC, 23.5 GiB}. */
    String machine() {
        String cores = info.host().getOrDefault("cpus", "?");
        return words(
                cores
                        + (cores.equals("1") ? " core" : " cores")
                        + (shared() ? ", shared by client and brokers" : " of the client's machine"),
                info.host().getOrDefault("cpu", ""),
                memory(),
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

    /** {@code 8 blocks, seed 175259}, or {@code 5 of 8 planned blocks, seed 175259}. */
    String design(Course course) {
        return course.blocks() + ", seed " + info.seed();
    }

    /**
     * {@code 1024-byte records, 6 partitions; throughput flat out; latencies at 10,000 records/s, from the intended send}.
     */
    static String load(List<Ladder> ladders) {
        return ladders.stream().map(Setting::load).distinct().collect(Collectors.joining(" · "));
    }

    static String load(Ladder ladder) {
        boolean flatOut =
                ladder.columns().stream().anyMatch(column -> column.metric().equals(Metrics.THROUGHPUT));
        return ladder.sheet().workload()
                + (flatOut ? "; throughput flat out" : "")
                + ladder.sheet().latencies();
    }

    /** {@code linger.ms=5, batch.size=16384, buffer.memory=4 MiB, 5 requests in flight, no compression}; of all arms. */
    String producer(List<Ladder> ladders) {
        List<Workload> workloads = ladders.stream()
                .flatMap(ladder -> ladder.sheet().arms().stream())
                .map(Arm::workload)
                .distinct()
                .toList();
        return words(
                "linger.ms=" + each(workloads, Workload::lingerMs),
                "batch.size=" + each(workloads, Workload::batchSize),
                each(workloads, this::bufferMemory),
                each(workloads, Workload::maxInFlight) + " requests in flight",
                each(
                        workloads,
                        workload -> workload.compression().equals("none")
                                ? "no compression"
                                : "compression " + workload.compression()),
                each(workloads, Setting::further));
    }

    private String bufferMemory(Workload workload) {
        String bytes =
                workload.producer().getOrDefault(BUFFER, info.clientProperties().getOrDefault(BUFFER, ""));
        if (!bytes.matches("\\d{1,18}")) {
            return "";
        }
        long memory = Long.parseLong(bytes);
        return BUFFER + "="
                + (memory % (KIB * KIB) == 0
                        ? memory / (KIB * KIB) + " MiB"
                        : memory % KIB == 0 ? memory / KIB + " KiB" : bytes);
    }

    private static String further(Workload workload) {
        return workload.producer().entrySet().stream()
                .filter(property -> !property.getKey().equals(BUFFER))
                .map(property -> property.getKey() + "=" + property.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String each(List<Workload> workloads, Function<Workload, Object> what) {
        return workloads.stream()
                .map(workload -> what.apply(workload).toString())
                .distinct()
                .collect(Collectors.joining("/"));
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
