package org.guaranteebench.audit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinFactsTest {
    private static final Cell CELL = Cell.of("all", "true", "100", "read_committed");
    private static final Expectation EXPECTATION =
            new Expectation("F6", Set.of(Counter.ABORTED_READ), Set.of(Counter.TORN), Set.of(Counter.ABORTED_READ));

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("twin.json");
    }

    private static TwinFacts facts(boolean control, Long lag, FaultEvidence evidence, String failure) {
        return new TwinFacts(
                "20250102-030405-abcd",
                "F6",
                "transaction aborted",
                2,
                control,
                "reads what is committed",
                CELL.values(),
                EXPECTATION,
                "read_committed",
                evidence,
                failure,
                "kgb-topic",
                lag,
                7.4);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        TwinFacts observed = facts(true, 17L, FaultEvidence.proven("\"aborted\", epoch 0 → 1"), "");
        observed.write(file);
        assertThat(TwinFacts.read(file)).isEqualTo(observed);
        assertThat(observed.configuration()).isEqualTo(CELL);
        assertThat(observed.groupLag()).isEqualTo(OptionalLong.of(17));
        assertThat(observed.twin()).isEqualTo("weak");

        TwinFacts failed = facts(false, null, FaultEvidence.missing("it did not start"), "it did not start");
        failed.write(file);
        assertThat(TwinFacts.read(file)).isEqualTo(failed);
        assertThat(failed.groupLag()).isEmpty();
        assertThat(failed.twin()).isEqualTo("strong");
    }

    @Test
    void figuresOfAFaultAreReadBackAndWhereThereAreNoneThereIsNoProof() throws IOException {
        FaultFacts figures = new FaultFacts(
                List.of(
                        ClientFact.source(0, 4711, 137).at("appended:17").stopped(true),
                        ClientFact.stage(1, 4712, 0).owning(3, List.of(0, 1), List.of(1))),
                List.of(new StrikeFact(1, "Produce", "kgb-source-0", "response swallowed", true, 1, 1, 9, 58, 0)),
                List.of(new LeaderFact(
                        1,
                        "ended with status 137",
                        10,
                        20,
                        2,
                        999,
                        90,
                        90,
                        10,
                        List.of(new LeaderFact.ReplicaLog(1, 100, 200)),
                        List.of(new LeaderFact.View(1, 0, List.of(1, 2, 3))))));
        TwinFacts observed = facts(true, null, new FaultEvidence(true, "it did", figures), "");
        observed.write(file);
        assertThat(TwinFacts.read(file)).isEqualTo(observed);
        assertThat(figures.killed(0)).isTrue();
        assertThat(figures.killed(1)).isFalse();

        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("(?s),\\s*\"facts\" : .*(?=\\s*},\\s*\"failure\")", ""));
        assertThat(TwinFacts.read(file).evidence().facts()).isEqualTo(FaultFacts.NONE);
    }

    @Test
    void theFileHoldsWhatIsDocumentedAndNothingElse() throws IOException {
        facts(true, 17L, FaultEvidence.proven("it did"), "").write(file);
        assertThat(Files.readString(file).replaceAll("\\s+", ""))
                .isEqualTo("{\"run\":\"20250102-030405-abcd\",\"scenario\":\"F6\",\"fault\":\"transactionaborted\","
                        + "\"repetition\":2,\"control\":true,\"whose\":\"readswhatiscommitted\",\"cell\":{\"acks\":\"all\","
                        + "\"idempotence\":\"true\",\"transactions\":\"100\",\"isolation\":\"read_committed\"},"
                        + "\"expectation\":{\"scenario\":\"F6\",\"damage\":[\"ABORTED_READ\"],\"tolerated\":[\"TORN\"],"
                        + "\"promised\":[\"ABORTED_READ\"]},\"decisive\":\"read_committed\",\"evidence\":{\"proven\":true,"
                        + "\"words\":\"itdid\",\"facts\":{\"clients\":[],\"strikes\":[],"
                        + "\"leaders\":[]}},\"failure\":\"\",\"topic\":\"kgb-topic\",\"lag\":17,\"seconds\":7.4}");
    }

    @Test
    void whatIsNotThereOrNoneIsOneLineThatNamesTheFile() throws IOException {
        assertThatThrownBy(() -> TwinFacts.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": not there");
        for (String text : new String[] {"", "{", "null", "{}", "{\"scenario\":\"F6\"}", "[1]"}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> TwinFacts.read(file))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file.toString())
                    .message()
                    .hasLineCount(1);
        }
        facts(true, 1L, FaultEvidence.proven("it did"), "").write(file);
        Files.writeString(file, Files.readString(file).replace("\"damage\" : [ \"ABORTED_READ\" ]", "\"damage\" : []"));
        assertThatThrownBy(() -> TwinFacts.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing to show");
    }
}
