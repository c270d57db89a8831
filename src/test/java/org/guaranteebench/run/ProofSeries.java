package org.guaranteebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.ProofFolder.Part;
import org.guaranteebench.proof.SessionFile;

/**
 * The sessions of the proof one after the other, in parts: whoever goes on begins with the first that is not whole.
 *
 * @param sessions wanted
 * @param minutes after which none begins
 * @param code digest of the suite's classes as they are
 */
record ProofSeries(
        ProofFolder folder, int sessions, double minutes, String code, PrintStream console, LongSupplier nanos) {
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final double SECONDS_PER_MINUTE = 60;

    /** What a session takes until one has been measured, minutes: docs/PROOF.md. */
    private static final double EXPECTED_MINUTES = 5;

    /** Measures a session, whole, into the folder. */
    interface Measuring {
        void measure(int session) throws IOException;
    }

    /**
     * Errors: {@link IllegalArgumentException} in one line when those that are there were measured under other
     * conditions.
     */
    void measure(Measuring measuring) throws IOException {
        requireSameConditions();
        Files.createDirectories(folder.path());
        long begin = nanos.getAsLong();
        for (int session = folder.firstMissing(sessions);
                session <= sessions;
                session = folder.firstMissing(sessions)) {
            double elapsed = (nanos.getAsLong() - begin) / NANOS_PER_MINUTE;
            if (elapsed >= minutes) {
                console.printf(
                        Locale.ROOT,
                        "%.0f minutes are over: %d of %d sessions are there, `mvn verify -Pproof` goes on%n",
                        minutes,
                        folder.sessions().size(),
                        sessions);
                return;
            }
            console.printf(
                    Locale.ROOT, "session %d of %d, about %.0f minutes left%n", session, sessions, minutesLeft());
            measuring.measure(session);
        }
        console.printf(Locale.ROOT, "all %d sessions are there%n", sessions);
    }

    private double minutesLeft() throws IOException {
        List<Integer> there = folder.sessions();
        double sum = 0;
        for (int session : there) {
            sum += SessionFile.read(folder.sessionFile(session)).seconds() / SECONDS_PER_MINUTE;
        }
        return (sessions - there.size()) * (there.isEmpty() ? EXPECTED_MINUTES : sum / there.size());
    }

    /** Sessions are repetitions of each other, and what comes out is one share of them all. */
    private void requireSameConditions() throws IOException {
        for (int session : folder.sessions()) {
            List<String> differences = differences(session);
            if (!differences.isEmpty()) {
                throw new IllegalArgumentException(folder.path() + ": since session " + session + " "
                        + String.join("; ", differences)
                        + "; sessions of one proof are measured under the same conditions, so measure all of them anew:"
                        + " mvn clean verify -Pproof");
            }
        }
    }

    private List<String> differences(int session) throws IOException {
        SessionFile file = SessionFile.read(folder.sessionFile(session));
        RunInfo info = folder.info(session, Part.DIRECT);
        List<String> differences = new ArrayList<>(SameConditions.differencesHere(info));
        changed(
                        "Kafka",
                        info.versions().getOrDefault("client", ""),
                        Environment.versions().get("client"))
                .ifPresent(differences::add);
        changed("code (digest of classes)", shortened(file.code()), shortened(code))
                .ifPresent(differences::add);
        changed("seed", Long.toString(file.seed()), Long.toString(ProofDesign.seed(session)))
                .ifPresent(differences::add);
        return differences;
    }

    private static Optional<String> changed(String what, String was, String is) {
        return was.equals(is) ? Optional.empty() : Optional.of(what + " was " + was + " and is " + is);
    }

    /** Both halves begin with what differs, if anything does. */
    private static String shortened(String digest) {
        return digest.length() < 64 ? digest : digest.substring(0, 8) + "-" + digest.substring(32, 40);
    }
}
