package org.guaranteebench.run;

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
        compare("number of CPUs", before.host(), Environment.host(Optional.empty()), "cpus")
                .ifPresent(differences::add);
        return differences;
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
        return was.isEmpty() || was.equals(is)
                ? Optional.empty()
                : Optional.of(what + " was " + was + " and is " + (is.isEmpty() ? "unknown" : is));
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
        names.put("broker.jdk", "brokers' JDK");
        names.put("broker.jvm", "brokers' JVM arguments");
        return names;
    }
}
