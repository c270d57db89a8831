package org.guaranteebench.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.run.JmhOptions;
import org.guaranteebench.run.Plan;
import org.guaranteebench.run.PrecisionTarget;
import org.guaranteebench.run.Preset;
import org.guaranteebench.run.RunRequest;
import org.guaranteebench.run.StoreChoice;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code run} and {@code plan} have in common: the suite's own options, and the rest, which is JMH's to judge. */
final class RunArguments {
    private static final int MOST_BLOCKS = 50;

    @Option(names = "--quick", description = "A first look in five minutes: one to three blocks, no intervals.")
    boolean quick;

    @Option(names = "--full", description = "The whole grid of valid cells, twelve blocks, longer trials.")
    boolean full;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "Which benchmarks, unless some are named: ladder (default: producers), consuming (readers and"
                    + " pipelines), product (each producer with each pipeline), lifecycle (takeovers of transactional ids,"
                    + " rebalances of groups), or curve (what each level sustains, and its latency below that).")
    String plan;

    @Option(names = "--blocks", paramLabel = "N", description = "Blocks to measure, 1 to 50; -f is the same.")
    String blocks;

    @Option(names = "--seed", paramLabel = "N", description = "Order of the arms; drawn and logged if not given.")
    Long seed;

    @Option(
            names = "--baseline",
            paramLabel = "CELL",
            description = "What costs are ratios to: acks=1 (default), or acks=all,idempotence=true, or an arm's name.")
    String baseline;

    @Mixin
    BrokerArguments brokers;

    @Mixin
    TrustArguments trust;

    @Option(
            names = StoreChoice.OPTION,
            paramLabel = "URL",
            description = "Where pipelines store results, jdbc:postgresql://HOST/DATABASE?user=…, with the password in"
                    + " ~/.pgpass, PGPASSFILE or PGPASSWORD; default a PostgreSQL of the suite's own. The password"
                    + " appears in no artifact.")
    String jdbcUrl;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the run's folder is made; default results.")
    Path out = Path.of("results");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where brokers keep their data; default /dev/shm if memory allows, else the temporary"
                    + " directory.")
    Path data;

    @Option(
            names = "-p",
            paramLabel = "NAME=VALUE,…",
            description =
                    "Parameter values: see the list command; producer.<property>=… and consumer.<property>=… set any"
                            + " property of the client that has no parameter.")
    List<String> parameters = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * @param given the arguments as they were typed
     * @param act whether a missing image may be pulled now
     *     <p>Errors: {@link IllegalArgumentException} in one line that names flag, value and allowed values.
     */
    RunRequest request(List<String> given, boolean act) {
        if (quick && full) {
            throw new IllegalArgumentException("--quick and --full: one of them");
        }
        if (data != null && brokers.external()) {
            throw new IllegalArgumentException(
                    "--data " + data + ": only with --broker process and container; an external cluster keeps its own");
        }
        CommandLineOptions jmh = jmh();
        OptionalInt number = blocks(jmh);
        Optional<PrecisionTarget> precision = trust.precision(quick, number, Optional.ofNullable(brokers.maxTime));
        StoreChoice store = jdbcUrl == null ? StoreChoice.OWN : StoreChoice.of(jdbcUrl);
        Map<String, List<String>> values = new LinkedHashMap<>();
        Map<String, List<String>> producer = new LinkedHashMap<>();
        Map<String, List<String>> consumer = new LinkedHashMap<>();
        parameters.forEach(parameter -> parse(parameter, values, producer, consumer));
        return new RunRequest(
                quick ? Preset.QUICK : full ? Preset.FULL : Preset.DEFAULT,
                plan(jmh),
                number,
                seed == null ? new SecureRandom().nextInt(1_000_000) : seed,
                Optional.ofNullable(baseline),
                brokers.decide(
                        act, trust.precision != null, command.commandLine().getOut()),
                store,
                out,
                Optional.ofNullable(data),
                values,
                producer,
                consumer,
                precision,
                trust.rejection(),
                jmh,
                store.told(given));
    }

    private Plan plan(CommandLineOptions jmh) {
        if (plan == null) {
            return Plan.LADDER;
        }
        Plan chosen = Plan.parse(plan);
        if (!jmh.getIncludes().isEmpty()) {
            throw new IllegalArgumentException(
                    "--plan " + plan + " and " + String.join(" ", jmh.getIncludes()) + ": one of them");
        }
        return chosen;
    }

    /** JMH's reading of everything that is not the suite's. */
    CommandLineOptions jmh() {
        List<String> rest = command.commandLine().getUnmatchedArguments();
        rest.stream()
                .filter(text -> text.startsWith("-p") && !text.startsWith("-prof"))
                .findFirst()
                .ifPresent(text -> {
                    throw new IllegalArgumentException(text + ": allowed is -p NAME=VALUE, with a blank between");
                });
        JmhOptions.requireAllowed(rest);
        try {
            CommandLineOptions jmh = new CommandLineOptions(rest.toArray(String[]::new));
            JmhOptions.requireSupported(jmh);
            return jmh;
        } catch (IllegalStateException e) {
            // JMH's way to refuse an unknown mode.
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (CommandLineOptionException e) {
            throw new IllegalArgumentException(e.getMessage() + "; options are listed by benchmarks.jar run --help", e);
        }
    }

    private OptionalInt blocks(CommandLineOptions jmh) {
        Optional<Integer> forks =
                jmh.getForkCount().hasValue() ? Optional.of(jmh.getForkCount().get()) : Optional.empty();
        forks.ifPresent(f -> requireBlocks("-f", Integer.toString(f)));
        if (blocks == null) {
            return forks.map(OptionalInt::of).orElse(OptionalInt.empty());
        }
        requireBlocks("--blocks", blocks);
        int wanted = Integer.parseInt(blocks);
        if (forks.isPresent() && forks.get() != wanted) {
            throw new IllegalArgumentException("--blocks " + blocks + " and -f " + forks.get()
                    + ": a block holds one fork of each arm, so they must agree");
        }
        return OptionalInt.of(wanted);
    }

    private static void requireBlocks(String flag, String value) {
        if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MOST_BLOCKS) {
            throw new IllegalArgumentException(flag + " " + value + ": allowed are 1 to " + MOST_BLOCKS);
        }
    }

    private static void parse(
            String text,
            Map<String, List<String>> values,
            Map<String, List<String>> producerProperties,
            Map<String, List<String>> consumerProperties) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "-p " + text + ": allowed is name=value,… with a name of " + Parameter.spellings());
        }
        String name = text.substring(0, equals);
        List<String> given = List.of(text.substring(equals + 1).split(",", -1));
        if (name.startsWith(Parameter.PRODUCER_PREFIX)) {
            String property = name.substring(Parameter.PRODUCER_PREFIX.length());
            putProperty(producerProperties, property, given, ProducerConfiguration::checkProperty, text);
            return;
        }
        if (name.startsWith(Parameter.CONSUMER_PREFIX)) {
            String property = name.substring(Parameter.CONSUMER_PREFIX.length());
            putProperty(consumerProperties, property, given, ConsumerConfiguration::checkProperty, text);
            return;
        }
        Parameter parameter = Parameter.bySpelling(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "-p " + name + ": no such parameter; allowed are " + Parameter.spellings()));
        put(
                values,
                parameter.field(),
                given.stream().map(parameter::check).distinct().toList(),
                text);
    }

    private static void putProperty(
            Map<String, List<String>> properties,
            String property,
            List<String> given,
            BiConsumer<String, String> check,
            String text) {
        given.forEach(value -> check.accept(property, value));
        put(properties, property, given.stream().distinct().toList(), text);
    }

    private static void put(Map<String, List<String>> map, String key, List<String> values, String text) {
        if (map.put(key, values) != null) {
            throw new IllegalArgumentException("-p " + text + ": given twice; list the values with commas");
        }
    }
}
