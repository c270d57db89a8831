package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** Runs that were cut short and that nobody is measuring: what whoever starts the next one should know. */
public final class InterruptedRuns {
    /** As the command makes them; links and other folders are somebody else's. */
    private static final String RUN = "[0-9]{8}-[0-9]{6}-[0-9a-f]{4}";

    private InterruptedRuns() {}

    /**
     * About the newest one, in one line with the command that resumes it, or why it cannot be resumed. Changes nothing;
     * what cannot be read is passed over.
     *
     * @param out where runs' folders lie
     */
    public static Optional<String> notice(Path out) {
        List<RunFolder> cutShort = new ArrayList<>();
        for (RunFolder folder : folders(out)) {
            try {
                if (Files.exists(folder.journal())
                        && !OpenSegment.complete(RunInfo.read(folder.runJson()))
                        && !RunLock.held(folder)) {
                    cutShort.add(folder);
                }
            } catch (IOException e) {
                continue;
            }
        }
        return cutShort.stream()
                .max(Comparator.comparing(RunFolder::run))
                .map(folder -> describe(folder)
                        + (cutShort.size() == 1 ? "" : " (and " + (cutShort.size() - 1) + " older ones)"));
    }

    private static List<RunFolder> folders(Path out) {
        List<RunFolder> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                out,
                path -> path.getFileName().toString().matches(RUN) && Files.isRegularFile(path.resolve("run.json")))) {
            entries.forEach(path -> folders.add(new RunFolder(path)));
        } catch (IOException | DirectoryIteratorException e) {
            // No folder, no runs.
            return List.of();
        }
        return folders;
    }

    private static String describe(RunFolder folder) {
        String found = "found " + folder.path() + ", cut short ";
        try {
            RunInfo info = RunInfo.read(folder.runJson());
            List<Trial> measured = Journal.read(folder.journal()).stream()
                    .filter(t -> t.status() == Status.OK || t.status() == Status.FAILED || t.status() == Status.SEARCH)
                    .toList();
            int block = measured.stream().mapToInt(Trial::block).max().orElse(0);
            // How many it takes to be precise nobody knew.
            String of = info.stopping().isPresent() ? "" : " of " + info.blocks();
            boolean searching = measured.stream().anyMatch(t -> t.status() == Status.SEARCH);
            String where = block > 0
                    ? "in block " + block + of
                    : searching ? "in its search for rates" : "before its first trial";
            List<String> differences = SameConditions.differencesHere(info);
            return found + where + " after " + measured.size() + " trials; "
                    + (differences.isEmpty()
                            ? "to go on: java -jar benchmarks.jar run --resume " + folder.path()
                            : "it cannot go on here: " + String.join("; ", differences));
        } catch (IOException e) {
            return found + "and damaged: " + e.getMessage();
        }
    }
}
