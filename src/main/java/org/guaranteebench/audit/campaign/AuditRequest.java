package org.guaranteebench.audit.campaign;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.run.OwnBrokers;

/**
 * What the user asked for, checked.
 *
 * @param scenarios in the order in which they are played
 * @param records messages that the sources of a twin are to send
 * @param repetitions of each scenario
 * @param kills of a leader, to see how long it takes until another answers; 0 for no such measurement
 * @param data where brokers are to keep theirs
 * @param arguments as given, for {@code run.json}
 */
public record AuditRequest(
        List<Scenario> scenarios,
        int records,
        int repetitions,
        int kills,
        OwnBrokers brokers,
        Optional<Path> data,
        List<String> arguments) {
    /** With fewer brokers nobody can take over, and still have a majority. */
    private static final int NODES_TO_KILL_ONE = 3;

    public static final int FEWEST_RECORDS = 100;
    public static final int MOST_RECORDS = 1_000_000;
    public static final int MOST_REPETITIONS = 100;
    public static final int MOST_KILLS = 100;

    /** Errors: {@link IllegalArgumentException} in one line that names what needs more brokers than there are. */
    public AuditRequest {
        scenarios = List.copyOf(scenarios);
        arguments = List.copyOf(arguments);
        int nodes = brokers.nodes();
        scenarios.forEach(scenario -> require(scenario.name(), scenario.nodes(), nodes));
        require(Catalogue.AVAILABILITY, kills > 0 ? NODES_TO_KILL_ONE : 0, nodes);
    }

    private static void require(String name, int needed, int nodes) {
        if (needed > nodes) {
            throw new IllegalArgumentException(
                    name + " needs " + needed + " brokers, --nodes " + nodes + " gives " + nodes);
        }
    }

    /** How many twins are played. */
    public int twins() {
        return 2 * scenarios.size() * repetitions;
    }
}
