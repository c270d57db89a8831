package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.ProofFolder.Part;
import org.guaranteebench.proof.SessionFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofSeriesTest {
    private static final String CODE = "a".repeat(64);
    private static final long MINUTE = 60_000_000_000L;

    @TempDir
    private Path home;

    private ProofFolder folder;
    private final List<Integer> measured = new ArrayList<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private long now;

    @BeforeEach
    void folder() {
        folder = new ProofFolder(home.resolve("proof"));
    }

    private ProofSeries series(int sessions, double minutes, String code) {
        return new ProofSeries(
                folder, sessions, minutes, code, new PrintStream(console, true, StandardCharsets.UTF_8), () -> now);
    }

    /** Five minutes each. */
    private void measure(int session) throws IOException {
        measured.add(session);
        now += 5 * MINUTE;
        there(session, CODE, ProofDesign.seed(session), new CutShort(home, 1));
    }

    private void there(int session, String code, long seed, CutShort run) throws IOException {
        Path direct = folder.path().resolve(ProofFolder.run(session, Part.DIRECT));
        Files.createDirectories(direct);
        run.info().write(direct.resolve("run.json"));
        new SessionFile(session, seed, code, 300, List.of(), List.of(), List.of()).write(folder.sessionFile(session));
    }

    private String said() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    void allSessionsAreMeasuredInTheirOrderAndTheConsoleSaysWhichAndHowLongItTakes() throws Exception {
        series(3, 175, CODE).measure(this::measure);
        assertThat(measured).containsExactly(1, 2, 3);
        assertThat(said()).isEqualTo("""
                session 1 of 3, about 15 minutes left
                session 2 of 3, about 10 minutes left
                session 3 of 3, about 5 minutes left
                all 3 sessions are there
                """);
    }

    @Test
    void noSessionBeginsWhenTheMinutesAreOverAndTheNextPartGoesOnBehindTheLastWholeOne() throws Exception {
        series(5, 9, CODE).measure(this::measure);
        assertThat(measured).containsExactly(1, 2);
        assertThat(said()).endsWith("9 minutes are over: 2 of 5 sessions are there, `mvn verify -Pproof` goes on\n");
        series(5, 175, CODE).measure(this::measure);
        assertThat(measured).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aSessionThatWasCutShortIsMeasuredAnewAndTheOnesBehindItAreKept() throws Exception {
        series(3, 175, CODE).measure(this::measure);
        measured.clear();
        // What it leaves are runs without the file that comes last.
        Files.delete(folder.sessionFile(2));
        series(3, 175, CODE).measure(this::measure);
        assertThat(measured).containsExactly(2);
    }

    @Test
    void aSessionThatFailsEndsThePartAndIsNotThere() {
        assertThatThrownBy(() -> series(3, 175, CODE).measure(session -> {
                    if (session == 2) {
                        throw new IOException("no brokers");
                    }
                    measure(session);
                }))
                .hasMessage("no brokers");
        assertThat(folder.firstMissing(3)).isEqualTo(2);
    }

    @Test
    void otherCodeIsRefusedInOneLineBeforeAnythingIsMeasured() throws Exception {
        measure(1);
        measured.clear();
        assertThatThrownBy(() -> series(3, 175, "b".repeat(64)).measure(this::measure))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(folder.path() + ": since session 1 code (digest of classes) was aaaaaaaa-aaaaaaaa and is"
                        + " bbbbbbbb-bbbbbbbb; sessions of one proof are measured under the same conditions, so measure"
                        + " all of them anew: mvn clean verify -Pproof");
        assertThat(measured).isEmpty();
    }

    @Test
    void anotherJdkKafkaOrNumberOfCpusIsRefusedByName() throws Exception {
        there(
                1,
                CODE,
                ProofDesign.seed(1),
                new CutShort(home, 1).jdk("Other 21").client("4.0.0").cpus("64"));
        assertThatThrownBy(() -> series(3, 175, CODE).measure(this::measure))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("JDK was Other 21 and is", "number of CPUs was 64", "Kafka was 4.0.0 and is")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aSessionWithASeedOfItsOwnIsRefused() throws Exception {
        there(2, CODE, 7, new CutShort(home, 1));
        assertThatThrownBy(() -> series(3, 175, CODE).measure(this::measure))
                .hasMessageContaining("since session 2 seed was 7 and is " + ProofDesign.seed(2));
    }
}
