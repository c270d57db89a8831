package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreChoiceTest {
    private static final String CANARY = "canary-Tr0ub4dor";
    private static final String URL = "jdbc:postgresql://db:5432/shop?user=bob&password=" + CANARY;

    @Test
    void theCommandLineIsKeptWithoutWhatMayBeSecret() {
        StoreChoice choice = StoreChoice.of(URL);
        assertThat(choice.told(List.of("Pipeline", "--jdbc-url", URL, "--blocks", "2")))
                .containsExactly("Pipeline", "--jdbc-url", "jdbc:postgresql://db:5432/shop", "--blocks", "2");
        assertThat(choice.told(List.of("--jdbc-url=" + URL)))
                .containsExactly("--jdbc-url=jdbc:postgresql://db:5432/shop");
    }

    @Test
    void thePasswordIsHiddenWhereverItIsSaid() {
        StoreChoice choice = StoreChoice.of(URL);
        assertThat(choice.secrets().hide("refused: " + CANARY + ".")).isEqualTo("refused: [hidden].");
        assertThat(choice.description()).doesNotContain(CANARY);
        assertThat(choice.toString()).doesNotContain(CANARY);
        assertThat(StoreChoice.OWN.secrets().none()).isTrue();
    }

    @Test
    void theEnvironmentsPasswordIsTakenWhereTheUrlHasNone() {
        Map<String, String> environment = Map.of("PGPASSWORD", CANARY);
        String open = "jdbc:postgresql://db:5432/shop?user=bob";
        StoreChoice choice = StoreChoice.of(open, environment);
        assertThat(choice.users().orElseThrow().password()).hasValue(CANARY);
        assertThat(choice.secrets().hide(CANARY)).isEqualTo("[hidden]");
        assertThat(StoreChoice.of(open + "&password=other", environment)
                        .users()
                        .orElseThrow()
                        .password())
                .hasValue("other");
        assertThat(StoreChoice.of(open, Map.of("PGPASSWORD", ""))
                        .users()
                        .orElseThrow()
                        .password())
                .as("left to the driver and its password file")
                .isEmpty();
    }

    @Test
    void aDatabaseThatNothingIsStoredInIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request().jdbcUrl(URL).plan())
                .withMessage("--jdbc-url jdbc:postgresql://db:5432/shop: no cell of this run stores results; allowed is"
                        + " with semantics=effectively-once or exactly-once-external");
        assertThat(new Request().plan(Plan.CONSUMING).jdbcUrl(URL).plan().stores())
                .isTrue();
    }

    @Test
    void aStageHasOneThread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request().jmhLine("PipelineLatency -t 2").plan())
                .withMessage("-t 2: PipelineLatency has one stage with a thread of its own; allowed is 1");
        assertThat(new Request().jmhLine("PipelineLatency -t 1").plan().arms()).isNotEmpty();
    }
}
