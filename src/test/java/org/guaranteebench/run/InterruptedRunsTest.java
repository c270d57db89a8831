package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedRunsTest {
    @TempDir
    private Path out;

    private String notice() {
        return InterruptedRuns.notice(out).orElse("");
    }

    @Test
    void whereNothingWasCutShortNothingIsSaid() throws IOException {
        assertThat(InterruptedRuns.notice(out.resolve("nowhere"))).isEmpty();
        new CutShort(out, 1).measured(1, 3).outcome(Segment.COMPLETE).save();
        Files.createDirectory(out.resolve("20250102-030405-0000"));
        assertThat(notice()).isEmpty();
    }

    @Test
    void aRunThatWasCutShortIsToldWithTheCommandThatResumesIt() throws IOException {
        RunFolder folder = new CutShort(out, 4).measured(1, 3).measured(2, 2).save();
        assertThat(notice())
                .isEqualTo("found " + folder.path() + ", cut short in block 2 of 4 after 5 trials; to go on: java -jar"
                        + " benchmarks.jar run --resume " + folder.path());
        new CutShort(out, 4).measured(1, 2).precision("").save();
        assertThat(notice()).as("nobody knows of how many").contains("cut short in block 1 after 2 trials; to go on: ");
        new CutShort(out, 4).outcome("stopped by a signal").save();
        assertThat(notice()).contains("cut short before its first trial after 0 trials; to go on: ");
    }

    @Test
    void ofSeveralTheNewestIsNamedAndTheOthersAreCounted() throws IOException {
        new CutShort(out, 4, "20250101-030405-0000").save();
        new CutShort(out, 4, "20250103-030405-0000").save();
        new CutShort(out, 4).save();
        assertThat(notice())
                .startsWith("found " + out.resolve("20250103-030405-0000"))
                .endsWith(" (and 2 older ones)");
    }

    @Test
    void whyItCannotGoOnIsSaidInsteadOfTheCommand() throws IOException {
        new CutShort(out, 4).jar("0123").save();
        assertThat(notice())
                .contains("it cannot go on here: jar (sha256) was 0123 and is ")
                .doesNotContain("--resume");
    }

    @Test
    void aDamagedJournalIsToldAndEndsNothing() throws IOException {
        RunFolder folder = new CutShort(out, 4).measured(1, 1).save();
        Files.writeString(folder.journal(), "nonsense\n", StandardOpenOption.APPEND);
        assertThat(notice()).endsWith("and damaged: " + folder.journal() + " line 2: not a line of a journal");
    }

    @Test
    void aRunThatIsGoingOnIsNotCutShort() throws IOException {
        RunFolder folder = new CutShort(out, 4).measured(1, 1).save();
        try (RunLock lock = RunLock.take(folder)) {
            assertThat(lock).isNotNull();
            assertThat(notice()).isEmpty();
        }
        assertThat(notice()).isNotEmpty();
    }
}
