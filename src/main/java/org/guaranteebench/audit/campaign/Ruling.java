package org.guaranteebench.audit.campaign;

import java.util.List;
import org.guaranteebench.audit.verdict.Verdict;
import org.guaranteebench.audit.verdict.Verdicts;

/** What one playing of one scenario came to. */
public record Ruling(Observation weak, Observation strong, Verdicts verdicts) {

    static Ruling of(Observation weak, Observation strong) {
        return new Ruling(weak, strong, Verdicts.of(weak.facts().expectation(), weak.twin(), strong.twin()));
    }

    public String scenario() {
        return weak.facts().scenario();
    }

    public List<Observation> twins() {
        return List.of(weak, strong);
    }

    public Verdict verdictOf(Observation twin) {
        return twin.facts().control() ? verdicts.weak() : verdicts.strong();
    }

    /** Whether the weak twin shows its damage and nothing else, and the strong one keeps its promise. */
    public boolean asExpected() {
        return verdicts.weak().asExpected(true) && verdicts.strong().asExpected(false);
    }
}
