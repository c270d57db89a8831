package org.guaranteebench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.journal.RunInfo;

/**
 * What must not change within a run: then its blocks are not repetitions of each other any more. Nothing that the run had
 * not yet written down is held against anybody.
 */
final class SameConditions {
    /** Of {@code run.json}'s {@code topology}: the database, and with a dot behind it what it says of itself. */
    static final String STORE = "store";

    /** A kernel's update or another reservation takes a little; a machine of another size differs by more. */
    private static final double MEMORY = 0.05;

    /** By key of {@code run.json}'s {@code topology}. */
    private static final Map<String, String> BROKERS = brokers();

    private SameConditions() {}

    /** What can be compared before any broker is there. Errors: {@link IllegalArgumentException} in one line. */
    static void requireHere(RunInfo before) {
        List<String> differences = differencesHere(before);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(refusal(before, differences));
        }
    }

    /** Each in a few words; none if the run may go on in this process. */
    static List<String> differencesHere(RunInfo before) {
        List<String> differences = new ArrayList<>();
        compare("jar (sha256)", before.suite(), Environment.suite(), "jar.sha256")
                .ifPresent(differences::add);
        compare("JDK", before.versions(), Environment.versions(), "jdk").ifPresent(differences::add);
        Map<String, String> host = Environment.host(Optional.empty());
        compare("CPU", before.host(), host, "cpu").ifPresent(differences::add);
        compare("number of CPUs", before.host(), host, "cpus").ifPresent(differences::add);
        compare("memory", before.host(), host, "memory")
                .filter(difference -> !closeTogether(before.host().get("memory"), host.get("memory")))
                .ifPresent(differences::add);
        return differences;
    }

    /**
     * What the plan decides anew on this machine, before any broker is there.
     *
     * @param data where the brokers would keep theirs, if that is on this machine
     * @param store as it may be shown; empty where none takes part
     *     <p>Errors: {@link IllegalArgumentException} in one line.
     */
    static void requirePlanned(RunInfo before, Optional<Path> data, Optional<String> store) {
        List<String> differences = new ArrayList<>();
        data.flatMap(path -> compare(
                        "file system of the brokers' data", before.host(), Environment.host(data), "data.filesystem"))
                .ifPresent(differences::add);
        store.flatMap(shown -> compare("database", before.topology(), Map.of(STORE, shown), STORE))
                .ifPresent(differences::add);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(refusal(before, differences));
        }
    }

    /**
     * @param store as of {@code topology}
     *     <p>Errors: {@link ChangedBrokersException} in one line.
     */
    static void requireStore(RunInfo before, Map<String, String> store) {
        List<String> differences = new ArrayList<>();
        store.keySet()
                .forEach(key -> compare(
                                key.equals(STORE) ? "database" : "the database's " + key.substring(STORE.length() + 1),
                                before.topology(),
                                store,
                                key)
                        .ifPresent(differences::add));
        if (!differences.isEmpty()) {
            throw new ChangedBrokersException(refusal(before, differences));
        }
    }

    /** Errors: {@link ChangedBrokersException} in one line. */
    static void requireBrokers(RunInfo before, Map<String, String> topology, Map<String, String> versions) {
        List<String> differences = new ArrayList<>();
        compare("broker version", before.versions(), versions, "broker").ifPresent(differences::add);
        BROKERS.forEach(
                (key, name) -> compare(name, before.topology(), topology, key).ifPresent(differences::add));
        if (!differences.isEmpty()) {
            throw new ChangedBrokersException(refusal(before, differences));
        }
    }

    private static Optional<String> compare(
            String what, Map<String, String> then, Map<String, String> now, String key) {
        String was = then.getOrDefault(key, "");
        String is = now.getOrDefault(key, "");
        return was.isEmpty() || was.equals(Environment.UNKNOWN) || was.equals(is)
                ? Optional.empty()
                : Optional.of(what + " was " + was + " and is " + (is.isEmpty() ? "unknown" : is));
    }

    /** Both in bytes. */
    private static boolean closeTogether(String then, String now) {
        try {
            return Math.abs(Double.parseDouble(now) / Double.parseDouble(then) - 1) <= MEMORY;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String refusal(RunInfo before, List<String> differences) {
        return "--resume " + before.run() + ": " + String.join("; ", differences)
                + "; a run goes on only under the conditions it began with, so measure anew";
    }

    private static Map<String, String> brokers() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("broker", "kind of brokers");
        names.put("nodes", "number of brokers");
        names.put("replication", "replication factor");
        names.put("cluster.id", "cluster");
        names.put("image.id", "brokers' image");
        names.put("data", "place of the brokers' data");
        names.put("broker.jdk", "brokers' JDK");
        names.put("broker.jvm", "brokers' JVM arguments");
        return names;
    }
}
