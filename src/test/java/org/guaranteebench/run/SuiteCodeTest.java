package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
