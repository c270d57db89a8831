package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteCodeTest {
    @TempDir
    private Path classes;

    private String digest() throws IOException {
        return SuiteCode.digest(classes, name -> !name.contains("generated"));
    }

    @Test
    void anotherClassIsOtherCodeAndWhatIsNoneOrNotWantedIsNot() throws IOException {
        Files.createDirectories(classes.resolve("generated"));
        Files.writeString(classes.resolve("A.class"), "a");
        String before = digest();
        Files.writeString(classes.resolve("git.properties"), "dirty");
        Files.writeString(classes.resolve("generated").resolve("B.class"), "b");
        assertThat(digest()).isEqualTo(before);
        Files.writeString(classes.resolve("A.class"), "b");
        assertThat(digest()).isNotEqualTo(before);
        Files.writeString(classes.resolve("A.class"), "a");
        Files.move(classes.resolve("A.class"), classes.resolve("C.class"));
        assertThat(digest()).as("under another name").isNotEqualTo(before);
    }

    @Test
    void theSuitesOwnDigestIsTheSameTwice() throws IOException {
        assertThat(SuiteCode.digest()).hasSize(64).isEqualTo(SuiteCode.digest());
    }

    @Test
    void whatReadsJournalsMayChangeAndWhatMeasuresMayNot() {
        assertThat(List.of(
                        "run/Run", "bench/ProduceLatency", "measure/Recording", "grid/Grid", "cluster/ProcessCluster"))
                .allMatch(name -> SuiteCode.ofTheSuite("org/guaranteebench/" + name + ".class"));
        assertThat(List.of("report/Page", "stats/Holm", "cli/Main", "audit/proxy/Frames", "bench/jmh_generated/A"))
                .noneMatch(name -> SuiteCode.ofTheSuite("org/guaranteebench/" + name + ".class"));
        assertThat(List.of("proof/BusyWork", "proof/BusyWork$Slice", "run/DelayProxy", "run/ProofPlans"))
                .allMatch(name -> SuiteCode.ofTheProof("org/guaranteebench/" + name + ".class"));
        assertThat(List.of("proof/BusyWorkTest", "run/ProofSessionIT", "run/ProofSeries", "report/ProofRow"))
                .noneMatch(name -> SuiteCode.ofTheProof("org/guaranteebench/" + name + ".class"));
    }
}
