package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForkTargetTest {
    private static final ForkTarget TARGET =
            new ForkTarget("localhost:19092,localhost:19093", "kgb-run-01-02", "kgb-run-01-02-tx");

    private static void start(List<String> arguments) {
        for (String argument : arguments) {
            assertThat(argument).startsWith("-Dkgb.");
            int equals = argument.indexOf('=');
            System.setProperty(argument.substring(2, equals), argument.substring(equals + 1));
        }
    }

    @AfterEach
    void clear() {
        for (String argument : TARGET.jvmArguments()) {
            System.clearProperty(argument.substring(2, argument.indexOf('=')));
        }
    }

    @Test
    void theForkReadsWhatTheParentGaveIt() {
        start(TARGET.jvmArguments());

        assertThat(ForkTarget.ofThisJvm()).isEqualTo(TARGET);
    }

    @Test
    void aForkThatTheSuiteDidNotStartSaysHowToStartIt() {
        start(TARGET.jvmArguments().subList(0, 1));

        assertThatIllegalStateException()
                .isThrownBy(ForkTarget::ofThisJvm)
                .withMessageStartingWith("no -Dkgb.topic: start the benchmark with java -jar benchmarks.jar");
    }
}
