package org.guaranteebench.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.guaranteebench.grid.Cell;

/**
 * The conditions of a run: {@code run.json}. Everything a reader needs to judge the figures or repeat them.
 *
 * @param format of this folder; raised when a reader of the old one would go wrong: 2 with several segments, a precision,
 *     or a search for rates
 * @param started ISO-8601, UTC
 * @param finished the same, empty while the run goes on or when it was killed
 * @param arguments as given
 * @param seed of the arms' order; the payload has fixed seeds of its own
 * @param blocks planned
 * @param baseline the cell that costs are ratios to, of the first benchmark
 * @param baselines by benchmark, spelling to value, treatments included; runs of version 1.0 have only the above
 * @param suite version, git revision, sha256 of the jar
 * @param versions of client, broker, JMH, JDK, kernel, {@code transaction.version}
 * @param host CPU, cores, memory, file system of the brokers' data, clock source
 * @param topology of the cluster
 * @param brokerProperties same for all brokers
 * @param clientProperties what the suite sets beside the arm's own parameters
 * @param warnings about the run as a whole
 * @param precision what {@code --precision} asked for and what came of it; null without
 * @param rejectDisturbed the rule of {@code --reject-disturbed}, fixed before the run; null without
 * @param segments in order; empty in runs of versions that knew no others than whole ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunInfo(
        int format,
        String run,
        String started,
        String finished,
        List<String> arguments,
        long seed,
        int blocks,
        Baseline baseline,
        Map<String, Map<String, String>> baselines,
        Map<String, String> suite,
        Map<String, String> versions,
        Map<String, String> host,
        Map<String, String> topology,
        Map<String, String> brokerProperties,
        Map<String, String> clientProperties,
        List<Flag> warnings,
        Precision precision,
        String rejectDisturbed,
        List<Segment> segments) {

    /** Of a run in one piece with a fixed number of blocks. */
    public static final int FORMAT = 1;

    /**
     * Of a run in several segments, whose journal holds lines that format 1 does not have, and of one that ended by its
     * precision, whose intervals a reader of format 1 would make too narrow.
     */
    private static final int NEWEST = 2;

    /** Of a run that searches for rates: its journal has trials that are in no block. */
    public static final int WITH_SEARCH = 2;

    /** Of what has a fixed number of blocks, leaves nothing out, and has no segments, or none that matter. */
    public RunInfo(
            int format,
            String run,
            String started,
            String finished,
            List<String> arguments,
            long seed,
            int blocks,
            Baseline baseline,
            Map<String, Map<String, String>> baselines,
            Map<String, String> suite,
            Map<String, String> versions,
            Map<String, String> host,
            Map<String, String> topology,
            Map<String, String> brokerProperties,
            Map<String, String> clientProperties,
            List<Flag> warnings) {
        this(
                format,
                run,
                started,
                finished,
                arguments,
                seed,
                blocks,
                baseline,
                baselines,
                suite,
                versions,
                host,
                topology,
                brokerProperties,
                clientProperties,
                warnings,
                null,
                null,
                List.of());
    }

    /** The same, measured in these segments. */
    public RunInfo with(List<Segment> measuredIn) {
        return with(precision, rejectDisturbed, measuredIn);
    }

    /** The same with what was fixed before the run; null for what was not. */
    public RunInfo with(Precision stopping, String rule) {
        return with(stopping, rule, segments);
    }

    private RunInfo with(Precision stopping, String rule, List<Segment> measuredIn) {
        return new RunInfo(
                measuredIn.size() > 1 || stopping != null ? NEWEST : format,
                run,
                started,
                finished,
                arguments,
                seed,
                blocks,
                baseline,
                baselines,
                suite,
                versions,
                host,
                topology,
                brokerProperties,
                clientProperties,
                warnings,
                stopping,
                rule,
                measuredIn);
    }

    /** What another version left out is empty; {@link #read} insists on the rest. */
    public RunInfo {
        started = Objects.requireNonNullElse(started, "");
        finished = Objects.requireNonNullElse(finished, "");
        arguments = Objects.requireNonNullElse(arguments, List.of());
        baselines = Objects.requireNonNullElse(baselines, Map.of());
        suite = Objects.requireNonNullElse(suite, Map.of());
        versions = Objects.requireNonNullElse(versions, Map.of());
        host = Objects.requireNonNullElse(host, Map.of());
        brokerProperties = Objects.requireNonNullElse(brokerProperties, Map.of());
        clientProperties = Objects.requireNonNullElse(clientProperties, Map.of());
        warnings = Objects.requireNonNullElse(warnings, List.of());
        segments = Objects.requireNonNullElse(segments, List.of());
    }

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The four parameters of the baseline cell, as text. */
    public record Baseline(String acks, String idempotence, String transactions, String isolation) {
        private boolean complete() {
            return Stream.of(acks, idempotence, transactions, isolation).allMatch(Objects::nonNull);
        }
    }

    /** What the costs of a benchmark are ratios to. */
    public Cell baselineOf(String benchmark) {
        return baselines.containsKey(benchmark)
                ? Cell.of(baselines.get(benchmark))
                : Cell.of(baseline.acks, baseline.idempotence, baseline.transactions, baseline.isolation);
    }

    /** Of a run that ends when its ratios are known well enough. */
    public Optional<Precision> stopping() {
        return Optional.ofNullable(precision);
    }

    public Optional<RejectionRule> rejection() {
        return Optional.ofNullable(rejectDisturbed).map(RejectionRule::parse);
    }

    /** Errors: {@link IOException} in one line that names the file and what is wrong with it. */
    public static RunInfo read(Path file) throws IOException {
        RunInfo info;
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            int format = json.path("format").asInt();
            if (format < 1 || format > NEWEST) {
                throw new IOException(file + ": format " + (format < 1 ? "missing" : format)
                        + ", this version reads formats up to " + NEWEST);
            }
            info = JSON.treeToValue(json, RunInfo.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
        if (info.run == null || info.baseline == null || !info.baseline.complete() || info.topology == null) {
            throw new IOException(file + ": run, baseline or topology is missing");
        }
        try {
            info.rejection();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": rejectDisturbed " + e.getMessage(), e);
        }
        return info;
    }

    public void write(Path file) throws IOException {
        RunFolder.writeAtomically(
                file,
                (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
