package org.guaranteebench.audit.scenario.consuming;

import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.Expectation;

/** The same fault twice, for a stage that is not made for it and for one that is. One broker is enough. */
record ConsumingScenario(String fault, Expectation expectation, Script weak, Script strong) implements Scenario {
    @Override
    public String name() {
        return expectation.scenario();
    }
}
