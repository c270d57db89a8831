package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.guaranteebench.MappedChildren;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.campaign.Rehearsal;
import org.guaranteebench.audit.scenario.producing.LateAnswer;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The scenario of docs/EXTENDING.md, and its rule. */
@ExtendWith(MappedChildren.class)
class LateAnswerIT {
    private static final int RECORDS = 1000;

    @TempDir
    private Path home;

    @Test
    void theWeakTwinDuplicatesTheStrongOneHoldsAndTheRuleSeesTheFaultInBoth() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(3, RECORDS, home)) {
            Rehearsal.Played played = rehearsal.playUnverified(new LateAnswer());

            assertThat(played.ruling().asExpected())
                    .as("%s", played.ruling().verdicts())
                    .isTrue();
            for (String twin : List.of("weak", "strong")) {
                assertThat(flaws(played.twin(twin), RECORDS)).as(twin).isEmpty();
                assertThat(flaws(played.twin(twin), RECORDS + 2))
                        .containsExactly("the source stood at intended:" + RECORDS / 2);
            }
        }
    }

    private static List<String> flaws(AuditFolder folder, long sent) throws IOException {
        Flaws flaws = new Flaws();
        LateAnswerFault.struck(RawTwin.open(folder, TwinFacts.read(folder.facts())), sent, flaws);
        return flaws.list();
    }
}
