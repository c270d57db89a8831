package org.guaranteebench.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Trial;

/** {@code results/proof}: per session {@code session-07.json} and two runs, of which run.json and the journal are kept. */
public record ProofFolder(Path path) {
    public static final Path STANDARD = Path.of("results", "proof");

    private static final String JOURNAL = "trials.jsonl.gz";

    /** A session's runs. */
    public enum Part {
        /** Clients talk to brokers as a user's do. */
        DIRECT,
        /** Between them stands a proxy that delays answers. */
        DELAYED
    }

    public Path sessionsCsv() {
        return path.resolve("sessions.csv");
    }

    public Path detectionCsv() {
        return path.resolve("detection.csv");
    }

    public Path proofCsv() {
        return path.resolve("proof.csv");
    }

    public static String run(int session, Part part) {
        return String.format(
                Locale.ROOT, "session-%02d-%s", session, part.name().toLowerCase(Locale.ROOT));
    }

    public Path sessionFile(int session) {
        return path.resolve(String.format(Locale.ROOT, "session-%02d.json", session));
    }

    /** The first of {@code sessions} that is not whole; one more than there are if all are. */
    public int firstMissing(int sessions) {
        int session = 1;
        while (session <= sessions && Files.exists(sessionFile(session))) {
            session++;
        }
        return session;
    }

    /** Numbers of the sessions that are whole. */
    public List<Integer> sessions() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("session-[0-9]+\\.json"))
                    .map(name -> Integer.valueOf(name.replaceAll("[^0-9]", "")))
                    .sorted()
                    .toList();
        }
    }

    /** Of a run that is still where it was measured; replaces what a session that was cut short left. */
    public void keep(RunFolder measured) throws IOException {
        Path kept = path.resolve(measured.run());
        Files.createDirectories(kept);
        Files.copy(measured.runJson(), kept.resolve("run.json"), StandardCopyOption.REPLACE_EXISTING);
        RunFolder.writeAtomically(kept.resolve(JOURNAL), out -> zip(measured.journal(), out));
    }

    private static void zip(Path file, OutputStream out) throws IOException {
        GZIPOutputStream zipped = new GZIPOutputStream(out);
        Files.copy(file, zipped);
        zipped.finish();
    }

    public RunInfo info(int session, Part part) throws IOException {
        return RunInfo.read(path.resolve(run(session, part)).resolve("run.json"));
    }

    public List<Trial> trials(int session, Part part) throws IOException {
        return Journal.read(new RunFolder(path.resolve(run(session, part))).keptJournal());
    }
}
