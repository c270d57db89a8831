package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialStoreTest {
    private static final String CANARY = "canary-Tr0ub4dor";

    @TempDir
    private Path home;

    private final List<Object> told = new ArrayList<>();

    /** Where nobody listens. */
    private TrialStore absent() {
        StoreChoice choice = StoreChoice.of("jdbc:postgresql://127.0.0.1:1/shop?user=bob&password=" + CANARY);
        return new TrialStore(choice, home, home, "20260101-000000-abcd", told::add);
    }

    @Test
    void aStoreThatIsNotThereFailsEachTrialThatNeedsItInOneLine() {
        try (TrialStore store = absent()) {
            for (int trial = 0; trial < 4; trial++) {
                IOException e =
                        catchThrowableOfType(IOException.class, () -> store.require("kgb-20260101-000000-abcd-01-02"));
                assertThat(e.getMessage())
                        .startsWith("--jdbc-url jdbc:postgresql://127.0.0.1:1/shop: ")
                        .doesNotContain("\n", CANARY);
            }
            assertThat(told).isEmpty();
            assertThat(home).isEmptyDirectory();
        }
    }

    @Test
    void withoutAStoreThereIsNothingToDropOrToClose() {
        TrialStore store = absent();
        assertThatCode(() -> store.dropTables(System.out)).doesNotThrowAnyException();
        assertThatCode(store::close).doesNotThrowAnyException();
    }
}
