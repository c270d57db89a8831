package org.guaranteebench.audit.scenario;

import org.guaranteebench.audit.verdict.Expectation;

/** One fault, and two clients that meet it. Stateless. */
public interface Scenario {
    /** {@code F5}. */
    String name();

    /** What is injected, in one line without the name. */
    String fault();

    /** Fewest brokers that it needs. */
    default int nodes() {
        return 1;
    }

    Expectation expectation();

    /** The one that must show the damage. */
    Script weak();

    Script strong();
}
