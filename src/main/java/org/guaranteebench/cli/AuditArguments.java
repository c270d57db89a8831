package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.audit.campaign.AuditRequest;
import org.guaranteebench.audit.campaign.Catalogue;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.run.BrokerChoice;
import org.guaranteebench.run.OwnBrokers;
import org.guaranteebench.run.ProcessBrokers;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code audit} is told, checked. */
final class AuditArguments {
    private static final String KINDS = "auto, process, container";
    private static final int RECORDS = 10_000;
    private static final int QUICK_RECORDS = 4_000;
    private static final int KILLS = 10;
    private static final int QUICK_KILLS = 2;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description = "F1 to F10, and availability: how long each level is without acknowledgements when its"
                    + " leader is killed; all of it if none is named.")
    List<String> scenarios = new ArrayList<>();

    @Option(names = "--quick", description = "A first look in four minutes: fewer records, two kills.")
    boolean quick;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Messages that each twin's sources send, 100 to 1000000; default 10000, with --quick 4000.")
    String records;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Play each scenario N times, 1 to 100, and tell whether the verdicts were the same.")
    String repeat;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "How often availability kills the leader, 1 to 100; default 10, with --quick 2. Fewer than 10"
                    + " are too few for a distribution.")
    String kills;

    @Option(names = "--broker", paramLabel = "KIND", description = "auto (default): processes; process; container.")
    String broker = "auto";

    @Option(names = "--nodes", paramLabel = "1|3", description = "Brokers, and copies of each record; default 3.")
    String nodes;

    @Option(
            names = "--image",
            paramLabel = "NAME",
            description = "Image of the containers, one that keeps the contract of apache/kafka; default apache/kafka"
                    + " at the client's version.")
    String image;

    @Option(
            names = "--costs",
            paramLabel = "RUN",
            description =
                    "The run whose costs stand beside what was observed, as for report; default the newest ones in"
                            + " the folder of results.")
    List<Path> costs = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the run's folder is made; default results.")
    Path out = Path.of("results");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where brokers keep their data; default /dev/shm if memory allows, else the temporary"
                    + " directory.")
    Path data;

    /** Known so that they are refused for what they mean, and not as a misspelling. */
    @Option(
            names = {"--bootstrap-server", "--cluster-id", "--client-config"},
            hidden = true)
    List<String> external = List.of();

    /**
     * @param given the arguments as they were typed
     * @param out hears what takes time, as when an image is pulled
     *     <p>Errors: {@link IllegalArgumentException} in one line that names flag, value and allowed values; {@link
     *     IOException} for costs that are not there.
     */
    AuditRequest request(List<String> given, PrintWriter out) throws IOException {
        CostBenefitReport.require(costs);
        if (broker.equals("external") || !external.isEmpty()) {
            throw new IllegalArgumentException(
                    "--broker external: no faults are injected into clusters of others;" + " allowed are " + KINDS);
        }
        List<Scenario> chosen = scenarios.isEmpty() ? Catalogue.all() : Catalogue.named(scenarios);
        int count = number(
                "--records",
                records,
                AuditRequest.FEWEST_RECORDS,
                AuditRequest.MOST_RECORDS,
                quick ? QUICK_RECORDS : RECORDS);
        int repetitions = number("--repeat", repeat, 1, AuditRequest.MOST_REPETITIONS, 1);
        boolean availability = scenarios.isEmpty() || scenarios.stream().anyMatch(Catalogue::availability);
        if (kills != null && !availability) {
            throw new IllegalArgumentException("--kills " + kills + ": only with availability, which is not named");
        }
        int deaths = number("--kills", kills, 1, AuditRequest.MOST_KILLS, quick ? QUICK_KILLS : KILLS);
        return new AuditRequest(
                chosen, count, repetitions, availability ? deaths : 0, brokers(out), Optional.ofNullable(data), given);
    }

    /** In words, for the plan. */
    static String kills(int kills) {
        return kills + (kills == 1 ? " kill" : " kills") + " of the broker that leads each level's partition";
    }

    private OwnBrokers brokers(PrintWriter out) {
        BrokerChoice choice = BrokerArguments.own(broker, KINDS, nodes, image);
        if (broker.equals("auto") && image == null) {
            return new ProcessBrokers(choice.nodes(), "what audits take unless asked for containers");
        }
        OwnBrokers brokers = choice.decide(true, what -> {
            out.println(what);
            out.flush();
        });
        if (!brokers.dataOnThisMachine()) {
            throw new IllegalArgumentException("--broker " + broker + ": the Docker engine is not on this machine, so"
                    + " nothing here can stand between its brokers; allowed is --broker process");
        }
        return brokers;
    }

    private static int number(String flag, String text, int least, int most, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new IllegalArgumentException(flag + " " + text + ": allowed are " + least + " to " + most);
    }
}
