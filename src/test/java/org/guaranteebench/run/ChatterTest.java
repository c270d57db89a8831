package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.client.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatterTest {
    @TempDir
    private Path home;

    @Test
    void whileItIsOpenBothStandardStreamsLeadToTheFileAndAfterwardsBack() throws IOException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        Path file = home.resolve("jmh.log");
        try (Chatter chatter = Chatter.to(file, Optional.empty(), Secrets.NONE)) {
            System.out.println("from a fork");
            System.err.println("a warning");
            chatter.log().println("of the run");
        }
        assertThat(System.out).isSameAs(out);
        assertThat(System.err).isSameAs(err);
        assertThat(file).content().contains("from a fork", "a warning", "of the run");
    }

    @Test
    void theUsersFileTakesItsPlace() throws IOException {
        Path standard = home.resolve("jmh.log");
        Path asked = home.resolve("asked.txt");
        try (Chatter chatter = Chatter.to(standard, Optional.of(asked), Secrets.NONE)) {
            chatter.log().println("hello");
        }
        assertThat(asked).content().contains("hello");
        assertThat(standard).doesNotExist();
    }

    @Test
    void nobodysSecretsGetIntoTheFileWhicheverWayTheyCome() throws IOException {
        Path file = home.resolve("jmh.log");
        Secrets secrets = Secrets.of(List.of("Canary-Cage-77"));
        try (Chatter chatter = Chatter.to(file, Optional.empty(), secrets)) {
            System.out.println("a fork says Canary-Cage-77");
            System.err.print("a client says Canary-");
            System.err.println("Cage-77");
            chatter.log().print("the run says Canary-Cage-77, without an end");
        }
        assertThat(file)
                .hasContent("a fork says [hidden]\na client says [hidden]\nthe run says [hidden], without an end");
    }

    @Test
    void aFileThatCannotBeWrittenIsOneLineAndLeavesTheStreamsAlone() {
        PrintStream out = System.out;
        Path nowhere = home.resolve("nowhere").resolve("y.txt");
        assertThatThrownBy(() -> Chatter.to(home.resolve("jmh.log"), Optional.of(nowhere), Secrets.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("-o " + nowhere + ": cannot be written (");
        assertThatThrownBy(() -> Chatter.to(nowhere, Optional.empty(), Secrets.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(nowhere + ": cannot be written (");
        assertThat(System.out).isSameAs(out);
    }
}
