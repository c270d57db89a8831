package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.TopicLedger;
import org.guaranteebench.journal.TopicLedger.Event;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupCommandTest {
    @TempDir
    private Path home;

    private static void assertRefused(Invocation invocation, String... parts) {
        assertThat(invocation.err())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.status()).isEqualTo(2);
    }

    @Test
    void aRunOnItsOwnBrokersHasNothingToRemove() throws IOException {
        RunFolder folder = new SyntheticRun().save(home);
        Invocation invocation = Invocation.of("cleanup", folder.path().toString());
        assertThat(invocation.out())
                .containsExactly("nothing to remove: the brokers of this run were its own and went with it");
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isZero();
    }

    @Test
    void whatIsNoRunIsRefused() {
        assertRefused(
                Invocation.of("cleanup", home.toString()), home + ": not the folder of a run (no run.json in it)");
        assertRefused(Invocation.of("cleanup"), "RUN");
    }

    @Test
    void aClusterThatCannotBeAskedIsOneLine() throws IOException {
        RunFolder folder = new SyntheticRun()
                .external("127.0.0.1", "NwHgTBDvR1aPdYqPVxsZ1A")
                .save(home);
        try (TopicLedger ledger = TopicLedger.open(folder.topics())) {
            ledger.note(Event.CREATED, "kgb-run-01-01", "AAAAAAAAAAAAAAAAAAAAAQ");
        }
        assertRefused(
                Invocation.of("cleanup", folder.path().toString()),
                folder.path() + ": the cluster at 127.0.0.1 cannot be asked: ",
                "--client-config FILE");
    }

    @Test
    void aClientConfigurationThatCannotBeUsedIsRefusedBeforeAnythingIsAsked() throws IOException {
        RunFolder folder = new SyntheticRun().save(home);
        Path file = Files.writeString(home.resolve("client.properties"), "Canary-Cage-77\n");
        assertRefused(
                Invocation.of("cleanup", folder.path().toString(), "--client-config", file.toString()),
                "--client-config " + file + ": ",
                "a key of 14 characters");
    }

    @Test
    void aDatabaseThatIsNotTheRunsIsRefusedAndNothingOfItsPasswordShown() throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:1/shop?user=bob&password=Canary-Cage-77";
        RunFolder none = new SyntheticRun().save(home.resolve("none"));
        assertRefused(
                Invocation.of("cleanup", none.path().toString(), "--jdbc-url", url),
                "--jdbc-url jdbc:postgresql://127.0.0.1:1/shop: the run stored nothing in a database of yours;"
                        + " nothing was removed");
        RunFolder other =
                new SyntheticRun().storing("jdbc:postgresql://db/shop").save(home.resolve("other"));
        assertRefused(
                Invocation.of("cleanup", other.path().toString(), "--jdbc-url", url),
                "--jdbc-url jdbc:postgresql://127.0.0.1:1/shop: the run stored in jdbc:postgresql://db/shop;"
                        + " nothing was removed");
        RunFolder silent =
                new SyntheticRun().storing("jdbc:postgresql://127.0.0.1:1/shop").save(home.resolve("silent"));
        Invocation invocation = Invocation.of("cleanup", silent.path().toString(), "--jdbc-url", url);
        assertRefused(invocation, "jdbc:postgresql://127.0.0.1:1/shop: tables of run ");
        assertThat(invocation.err().get(0)).doesNotContain("Canary");
    }

    @Test
    void tablesOfARunThatNeverEndedAreToldAndNeedTheirDatabase() throws IOException {
        SyntheticRun run = new SyntheticRun().storing("jdbc:postgresql://db/shop");
        assertThat(Invocation.of(
                                "cleanup",
                                run.save(home.resolve("ended")).path().toString())
                        .status())
                .isZero();
        Invocation invocation = Invocation.of(
                "cleanup", run.unfinished().save(home.resolve("killed")).path().toString());
        assertThat(invocation.out())
                .contains("left whatever tables of this run are in jdbc:postgresql://db/shop: they need --jdbc-url");
        assertThat(invocation.status()).isEqualTo(1);
    }
}
