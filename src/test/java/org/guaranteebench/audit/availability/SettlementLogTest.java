package org.guaranteebench.audit.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementLogTest {
    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("idempotent.csv");
    }

    @Test
    void whoHearsOfASettlementFindsItInTheFile() throws IOException {
        List<Long> told = new ArrayList<>();
        List<Integer> found = new ArrayList<>();
        try (SettlementLog log = new SettlementLog(file, sequence -> {
            told.add(sequence);
            try {
                found.add(Settlement.read(file).size());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        })) {
            for (int i = 0; i < 65; i++) {
                log.settled(new Settlement(i, i * 10L, i * 10L + 3));
            }
        }
        assertThat(told).containsExactly(20L, 40L, 60L);
        assertThat(found).containsExactly(21, 41, 61);
        assertThat(Settlement.read(file)).hasSize(65).first().isEqualTo(new Settlement(0, 0, 3));
    }

    @Test
    void onlyThatIsToldUpToWhichEveryRecordIsAnswered() throws IOException {
        List<Long> told = new ArrayList<>();
        try (SettlementLog log = new SettlementLog(file, told::add)) {
            for (int i = 0; i < 65; i++) {
                // An earlier batch is sent again while later ones are acknowledged.
                if (i < 10 || i >= 20) {
                    log.settled(new Settlement(i, i * 10L, i * 10L + 3));
                }
            }
            assertThat(told).isEmpty();
            for (int i = 19; i > 10; i--) {
                log.settled(new Settlement(i, i * 10L, 700));
            }
            assertThat(told).as("record 10 may still come").isEmpty();
            log.failed(10);
        }
        assertThat(told).containsExactly(64L);
        assertThat(Settlement.read(file)).hasSize(64);
    }

    @Test
    void aLineThatIsBeingWrittenIsNotReadAndOneThatIsNoneIsNamed() throws IOException {
        Files.writeString(file, "sequence,due_ns,settled_ns\n0,1,2\n1,-2,3\n2,3");
        assertThat(Settlement.read(file)).containsExactly(new Settlement(0, 1, 2), new Settlement(1, -2, 3));
        Files.writeString(file, "sequence,due_ns,settled_ns\n0,1\n");
        assertThatThrownBy(() -> Settlement.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": \"0,1\" is no settlement");
        Files.writeString(file, "");
        assertThat(Settlement.read(file)).isEmpty();
    }
}
