package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.RunFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file where a folder should be refuses whatever is to be written below it, to every user. */
class UnwritableFolderTest {
    @TempDir
    private Path results;

    private final RunPlan plan = CutShort.threeArms().blocks(1).plan();
    private RunFolder folder;
    private OpenSegment segment;

    @BeforeEach
    void begin() throws IOException {
        folder = RunFolder.create(results, CutShort.ID);
        segment = OpenSegment.first(folder);
    }

    @AfterEach
    void end() throws IOException {
        segment.close();
    }

    private static TrialRunner.Outcome outcome(Map<String, Histogram> histograms) {
        return new TrialRunner.Outcome(
                Optional.empty(), "", Instant.EPOCH, 1.5, List.of(), List.of(), List.of(), histograms);
    }

    private String write(Map<String, Histogram> histograms) throws IOException {
        Arm arm = plan.order(1).get(0);
        return new TrialHistograms(segment).write(3, 2, arm, outcome(histograms));
    }

    @Test
    void aTrialsHistogramsAreAFileThatTheJournalNames() throws IOException {
        Histogram one = new Histogram(3);
        one.recordValue(5);
        String name = write(Map.of("ack", one));
        assertThat(name).startsWith("03-02-ProduceThroughput-").endsWith(".hlog");
        assertThat(folder.histograms().resolve(name)).content().contains(":ack,");
        assertThat(write(Map.of())).as("of a trial without any").isEmpty();
    }

    /** No row says that a trial failed which was measured: the run ends, and goes on when there is room. */
    @Test
    void histogramsThatCannotBeWrittenAreTheFoldersFailureAndNotTheTrials() throws IOException {
        Files.delete(folder.histograms());
        Files.createFile(folder.histograms());
        assertThatThrownBy(() -> write(Map.of("ack", new Histogram(3))))
                .isInstanceOf(UnwritableFolderException.class)
                .hasMessageStartingWith(folder.histograms() + "/03-02-ProduceThroughput-")
                .message()
                .contains(": ")
                .doesNotContain("\n");
    }

    @Test
    void soAreConditionsThatCannotBeWritten() throws IOException {
        Files.createDirectories(folder.runJson().resolve("in-the-way"));
        Conditions conditions = new Conditions(plan, segment, 1, null);
        assertThatThrownBy(conditions::write)
                .isInstanceOf(UnwritableFolderException.class)
                .hasMessageStartingWith(folder.runJson().toString())
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aDiskWithoutRoomForTheBrokersDataIsNamedWithWhatItNeeds() throws IOException {
        assertThat(DataSpace.missing(results, 0)).isEmpty();
        assertThat(DataSpace.missing(results, Long.MAX_VALUE).orElseThrow())
                .startsWith(results + " has ")
                .endsWith(" MB free, a trial may need " + Long.MAX_VALUE / 1_000_000);
        assertThat(DataSpace.missing(results.resolve("gone"), 1).orElseThrow())
                .startsWith(results.resolve("gone") + ": cannot be used (")
                .doesNotContain("\n");
    }
}
