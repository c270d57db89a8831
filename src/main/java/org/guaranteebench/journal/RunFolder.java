package org.guaranteebench.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The files of one run by name, and the one way in which whole files are written. */
public record RunFolder(Path path) {
    public static final String LATEST = "latest";

    /**
     * Creates {@code out/run} and points {@code out/latest} at it where the file system has links.
     *
     * <p>Errors: {@link IOException} in one line when {@code out} cannot be written.
     */
    public static RunFolder create(Path out, String run) throws IOException {
        RunFolder folder = new RunFolder(out.resolve(run));
        try {
            Files.createDirectories(folder.histograms());
            forceEntries(out);
            forceEntries(folder.path());
            forceEntries(folder.histograms());
        } catch (IOException e) {
            throw new IOException("--out " + out + ": cannot create " + folder.path() + " (" + e + ")", e);
        }
        Path temporary = out.resolve(LATEST + "." + run);
        try {
            Files.createSymbolicLink(temporary, Path.of(run));
            Files.move(temporary, out.resolve(LATEST), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException e) {
            // A convenience; the run's own folder is what counts, and its path is printed.
            Files.deleteIfExists(temporary);
        }
        return folder;
    }

    /** Errors: {@link IOException} in one line when {@code path} is not a run's folder. */
    public static RunFolder open(Path path) throws IOException {
        RunFolder folder = new RunFolder(path);
        if (!Files.isRegularFile(folder.runJson())) {
            throw new NoSuchFileException(path + ": not the folder of a run (no run.json in it)");
        }
        return folder;
    }

    public String run() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    public Path runJson() {
        return path.resolve("run.json");
    }

    public Path journal() {
        return path.resolve("trials.jsonl");
    }

    /** The journal, or where it is gone and packed by {@code gzip} instead, that; {@link Journal#read} reads either. */
    public Path keptJournal() {
        Path packed = path.resolve(journal().getFileName() + Journal.PACKED);
        return Files.isRegularFile(packed) && !Files.exists(journal()) ? packed : journal();
    }

    /** Of runs on clusters that are not their own. */
    public Path topics() {
        return path.resolve("topics.jsonl");
    }

    public Path trialsCsv() {
        return path.resolve("trials.csv");
    }

    public Path resultsCsv() {
        return path.resolve("results.csv");
    }

    public Path costsCsv() {
        return path.resolve("costs.csv");
    }

    public Path spectrumCsv() {
        return path.resolve("spectrum.csv");
    }

    /** What each arm sustains; of runs that searched for it. */
    public Path saturationCsv() {
        return path.resolve("saturation.csv");
    }

    /** Latency under each load that was measured of an arm whose saturation is known; likewise. */
    public Path curveCsv() {
        return path.resolve("curve.csv");
    }

    /** All of the above for people, in one file. */
    public Path reportHtml() {
        return path.resolve("report.html");
    }

    public Path auditCsv() {
        return path.resolve("audit.csv");
    }

    /** Of an audit: below it a folder for each scenario, and in that one for each twin. */
    public Path audit() {
        return path.resolve("audit");
    }

    public Path availabilityCsv() {
        return path.resolve("availability.csv");
    }

    /** The same over all kills, a row a level. */
    public Path availabilityLevelsCsv() {
        return path.resolve("availability-levels.csv");
    }

    /** When each record of each level was settled: what both tables are made of. */
    public Path availability() {
        return path.resolve("availability");
    }

    /** Of audits and runs that had the other kind beside them, or that {@code report} was asked for. */
    public Path costBenefitCsv() {
        return path.resolve("cost-benefit.csv");
    }

    public Path histograms() {
        return path.resolve("histograms");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /** Of the process that measures this run. */
    public Path lock() {
        return path.resolve("lock");
    }

    /** Takes away halves of files that processes have left which were killed while they wrote. */
    public void removeHalves() {
        WholeFile.removeHalves(path);
        WholeFile.removeHalves(histograms());
    }

    /** What a file is to hold. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static void writeAtomically(Path file, byte[] content) throws IOException {
        writeAtomically(file, out -> out.write(content));
    }

    /**
     * The file appears whole or not at all: written beside its place, forced to disk, moved over. Several may write it at
     * the same time, and the last one's stays. The content need not fit into memory.
     *
     * <p>Errors: {@link IOException} in one line that names the file; then it is as it was.
     */
    public static void writeAtomically(Path file, Content content) throws IOException {
        WholeFile.write(file, content);
    }

    /** A file's name is on disk when its directory is. Where directories cannot be opened, the system sees to that. */
    static void forceEntries(Path file) {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // The file itself is there and has been forced.
        }
    }
}
