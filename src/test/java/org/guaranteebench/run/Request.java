package org.guaranteebench.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** What a test asks for; the rest is as without any arguments. */
final class Request {
    private Preset preset = Preset.DEFAULT;
    private Plan plan = Plan.LADDER;
    private OptionalInt blocks = OptionalInt.empty();
    private long seed = 1;
    private Optional<String> baseline = Optional.empty();
    private Brokers brokers = new ProcessBrokers(3, "asked for");
    private StoreChoice store = StoreChoice.OWN;
    private final Map<String, List<String>> parameters = new LinkedHashMap<>();
    private final Map<String, List<String>> producer = new LinkedHashMap<>();
    private final Map<String, List<String>> consumer = new LinkedHashMap<>();
    private Optional<PrecisionTarget> precision = Optional.empty();
    private String jmh = "";

    static CommandLineOptions jmh(String line) {
        try {
            return new CommandLineOptions(line.isEmpty() ? new String[0] : line.split(" "));
        } catch (CommandLineOptionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Request preset(Preset asked) {
        preset = asked;
        return this;
    }

    Request blocks(int asked) {
        blocks = OptionalInt.of(asked);
        return this;
    }

    Request seed(long asked) {
        seed = asked;
        return this;
    }

    Request baseline(String asked) {
        baseline = Optional.of(asked);
        return this;
    }

    Request nodes(int asked) {
        return brokers(new ProcessBrokers(asked, "asked for"));
    }

    Request brokers(Brokers asked) {
        brokers = asked;
        return this;
    }

    /** By field name. */
    Request with(String field, String... values) {
        parameters.put(field, List.of(values));
        return this;
    }

    Request producer(String property, String... values) {
        producer.put(property, List.of(values));
        return this;
    }

    Request consumer(String property, String... values) {
        consumer.put(property, List.of(values));
        return this;
    }

    /** @param minutes of {@code --max-time} */
    Request precision(String asked, String minutes) {
        precision = Optional.of(PrecisionTarget.parse(asked, Optional.of(minutes)));
        return this;
    }

    Request plan(Plan which) {
        plan = which;
        return this;
    }

    /** Benchmark patterns and JMH's options, separated by blanks. */
    Request jmhLine(String line) {
        jmh = line;
        return this;
    }

    Request jdbcUrl(String url) {
        store = StoreChoice.of(url);
        return this;
    }

    RunPlan plan() {
        return RunPlan.of(new RunRequest(
                preset,
                plan,
                blocks,
                seed,
                baseline,
                brokers,
                store,
                Path.of("results"),
                Optional.empty(),
                parameters,
                producer,
                consumer,
                precision,
                Optional.empty(),
                jmh(jmh),
                List.of()));
    }
}
