package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.journal.RunInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameConditionsTest {
    private static final RunInfo BEFORE = before().info();

    private static final String REASON = "; a run goes on only under the conditions it began with, so measure anew";

    private static final Map<String, String> STORE = Map.of(
            "store", "jdbc:postgresql://db/results", "store.server_version", "15.6", "store.synchronous_commit", "on");

    private static CutShort before() {
        return new CutShort(Path.of("out"), 1);
    }

    private static RunInfo stored() {
        CutShort run = before();
        STORE.forEach(run::topology);
        return run.info();
    }

    private static long memory() {
        return Long.parseLong(Environment.host(Optional.empty()).get("memory"));
    }

    @Test
    void theSameBrokersAreTakenAndWhatNobodyHadWrittenDownIsNotAskedFor() {
        SameConditions.requireBrokers(
                BEFORE, Map.of("broker", "process", "nodes", "3", "image.id", "new"), Map.of("broker", "4.3.1"));
        SameConditions.requireHere(BEFORE);
        SameConditions.requirePlanned(BEFORE, Optional.empty(), Optional.of("jdbc:postgresql://db/results"));
        SameConditions.requireStore(BEFORE, STORE);
        SameConditions.requireStore(stored(), STORE);
    }

    @Test
    void anotherVersionKindOrNumberOfBrokersIsNamed() {
        assertThatThrownBy(() -> SameConditions.requireBrokers(
                        BEFORE, Map.of("broker", "container", "nodes", "1"), Map.of("broker", "4.4.0")))
                .isInstanceOf(ChangedBrokersException.class)
                .hasMessage("--resume " + CutShort.ID + ": broker version was 4.3.1 and is 4.4.0; kind of brokers was"
                        + " process and is container; number of brokers was 3 and is 1" + REASON);
    }

    @Test
    void volumesOfAnEngineAreNoDirectoryOfThisMachine() {
        RunInfo volumes = before().topology("data", "volume of the engine").info();
        assertThatThrownBy(() -> SameConditions.requireBrokers(
                        volumes,
                        Map.of("broker", "process", "nodes", "3", "data", "directory of this machine"),
                        Map.of("broker", "4.3.1")))
                .hasMessageContaining(
                        ": place of the brokers' data was volume of the engine and is directory of this machine; ");
    }

    @Test
    void anotherCpuIsNamed() {
        assertThatThrownBy(() -> SameConditions.requireHere(
                        before().host("cpu", "Abacus 2000").info()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--resume " + CutShort.ID + ": CPU was Abacus 2000 and is ")
                .hasMessageEndingWith(REASON);
        SameConditions.requireHere(before().host("cpu", "unknown").info());
    }

    @Test
    void memoryMayDifferByATwentiethAndNotByMore() {
        SameConditions.requireHere(
                before().host("memory", Long.toString(memory() * 100 / 104)).info());
        SameConditions.requireHere(
                before().host("memory", Long.toString(memory() * 100 / 96)).info());
        for (long other : new long[] {memory() / 2, memory() * 100 / 94, memory() * 100 / 106}) {
            assertThatThrownBy(() -> SameConditions.requireHere(
                            before().host("memory", Long.toString(other)).info()))
                    .hasMessageContaining(": memory was " + other + " and is " + memory() + "; ");
        }
    }

    @Test
    void aDiskInsteadOfMemoryForTheBrokersDataIsNamed(@TempDir Path data) throws IOException {
        String here = Files.getFileStore(data).type();
        SameConditions.requirePlanned(
                before().host("data.filesystem", here).info(), Optional.of(data), Optional.empty());
        SameConditions.requirePlanned(
                before().host("data.filesystem", "unknown").info(), Optional.of(data), Optional.empty());
        assertThatThrownBy(() -> SameConditions.requirePlanned(
                        before().host("data.filesystem", "punchcards").info(), Optional.of(data), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--resume " + CutShort.ID + ": file system of the brokers' data was punchcards and is "
                        + here + REASON);
    }

    @Test
    void anotherDatabaseIsNamedBeforeAnythingStarts() {
        assertThatThrownBy(() -> SameConditions.requirePlanned(
                        stored(), Optional.empty(), Optional.of("a PostgreSQL of its own")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--resume " + CutShort.ID
                        + ": database was jdbc:postgresql://db/results and is a PostgreSQL of its own" + REASON);
    }

    @Test
    void theSameDatabaseOfAnotherVersionOrWithOtherSettingsIsNamed() {
        assertThatThrownBy(() -> SameConditions.requireStore(
                        stored(),
                        Map.of("store.server_version", "16.2", "store.synchronous_commit", "off", "store.new", "1")))
                .isInstanceOf(ChangedBrokersException.class)
                .message()
                .startsWith("--resume " + CutShort.ID + ": ")
                .contains("the database's server_version was 15.6 and is 16.2")
                .contains("the database's synchronous_commit was on and is off")
                .doesNotContain("store.new")
                .endsWith(REASON);
    }

    @Test
    void aPasswordIsInNoLine() {
        StoreChoice other =
                StoreChoice.of("jdbc:postgresql://other/results?user=u&password=open-sesame&sslmode=disable");
        assertThatThrownBy(() ->
                        SameConditions.requirePlanned(stored(), Optional.empty(), Optional.of(other.description())))
                .message()
                .contains("is jdbc:postgresql://other/results;")
                .doesNotContain("sesame");
        assertThat(stored().topology().toString()).doesNotContain("sesame");
    }
}
