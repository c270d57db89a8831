package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.guaranteebench.journal.RunInfo;
import org.junit.jupiter.api.Test;

class SameConditionsTest {
    private static final RunInfo BEFORE = new CutShort(Path.of("out"), 1).info();

    @Test
    void theSameBrokersAreTakenAndWhatNobodyHadWrittenDownIsNotAskedFor() {
        SameConditions.requireBrokers(
                BEFORE, Map.of("broker", "process", "nodes", "3", "image.id", "new"), Map.of("broker", "4.3.1"));
        SameConditions.requireHere(BEFORE);
    }

    @Test
    void anotherVersionKindOrNumberOfBrokersIsNamed() {
        assertThatThrownBy(() -> SameConditions.requireBrokers(
                        BEFORE, Map.of("broker", "container", "nodes", "1"), Map.of("broker", "4.4.0")))
                .isInstanceOf(ChangedBrokersException.class)
                .hasMessage("--resume " + CutShort.ID + ": broker version was 4.3.1 and is 4.4.0; kind of brokers was"
                        + " process and is container; number of brokers was 3 and is 1; a run goes on only under the"
                        + " conditions it began with, so measure anew");
    }
}
