package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.Test;

class ResumeArgumentsTest {
    private static RunInfo run(String line) {
        return new SyntheticRun()
                .arguments(line.isEmpty() ? new String[0] : line.split(" "))
                .info();
    }

    /** Line from line. */
    private static String arguments(String recorded, String typed) {
        return String.join(" ", new ResumeArguments(Path.of("results/r"), run(recorded)).of(List.of(typed.split(" "))));
    }

    private static void assertRefused(String recorded, String typed, String... parts) {
        assertThatThrownBy(() -> arguments(recorded, typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts)
                .message()
                .startsWith("--resume results/r: ")
                .doesNotContain("\n");
    }

    @Test
    void aloneItHasTheArgumentsOfTheRun() {
        assertThat(arguments("run ProduceLatency --blocks 3 -p acks=all -i 2", "run --resume results/r"))
                .isEqualTo("ProduceLatency --blocks 3 -p acks=all -i 2");
        assertThat(arguments("--quick", "--resume=results/r")).isEqualTo("--quick");
        assertThat(arguments("", "--resume results/r")).isEmpty();
    }

    @Test
    void theSameArgumentsMayBeTypedAgainInAnyOrder() {
        assertThat(arguments("run --blocks=3 --seed 7", "--seed=7 --resume results/r --blocks 3"))
                .isEqualTo("--blocks 3 --seed 7");
    }

    @Test
    void otherArgumentsAreRefusedWithThoseOfTheRun() {
        assertRefused("run --blocks 3", "run --resume results/r --blocks 4", "given with --blocks 4", "are --blocks 3");
        assertRefused("run", "run --resume results/r --quick", "given with --quick", "which are none");
    }

    @Test
    void howToGetInMayBeSaidAnew() {
        assertThat(arguments(
                        "run --jdbc-url jdbc:postgresql://h/d --blocks 3",
                        "run --resume results/r --jdbc-url jdbc:postgresql://h/d?user=u"))
                .isEqualTo("--blocks 3 --jdbc-url jdbc:postgresql://h/d?user=u");
        assertThat(arguments("run --client-config a.properties", "run --resume results/r"))
                .isEqualTo("--client-config a.properties");
    }

    @Test
    void brokersThatWereFoundOnceAreAskedFor() {
        BrokerArguments brokers = new BrokerArguments();
        brokers.sameAs(Map.of());
        assertThat(brokers.broker).isEqualTo("auto");
        brokers.sameAs(Map.of("broker", "container"));
        assertThat(brokers.broker).isEqualTo("container");
        brokers.sameAs(Map.of("broker", "process"));
        assertThat(brokers.broker).isEqualTo("container");
    }

    @Test
    void aFolderThatIsNoRunIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> ResumeArguments.folder(Path.of("results/nowhere")))
                .hasMessage("--resume results/nowhere: not the folder of a run (no run.json in it); allowed is the"
                        + " folder of a run, such as results/latest");
    }
}
