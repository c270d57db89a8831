package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoreTargetTest {
    @Test
    void aForkIsToldWhereTheLoginIsAndWhatItsTablesAreCalled() {
        StoreTarget target = new StoreTarget(Path.of("/x/login.properties"), new Tables("run-1", "t-2"));
        assertThat(target.jvmArguments())
                .containsExactly(
                        "-Dkgb.store.login=/x/login.properties", "-Dkgb.store.run=run-1", "-Dkgb.store.trial=t-2");
        target.jvmArguments().forEach(argument -> {
            String[] parts = argument.substring(2).split("=");
            System.setProperty(parts[0], parts[1]);
        });
        try {
            assertThat(StoreTarget.ofThisJvm()).isEqualTo(target);
        } finally {
            target.jvmArguments()
                    .forEach(argument ->
                            System.clearProperty(argument.substring(2).split("=")[0]));
        }
    }

    @Test
    void aJvmThatTheSuiteDidNotStartIsToldSo() {
        assertThatThrownBy(StoreTarget::ofThisJvm)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no -Dkgb.store.login: start the benchmark with java -jar benchmarks.jar");
    }
}
