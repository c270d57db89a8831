package org.guaranteebench.audit.campaign;

import java.nio.file.Path;
import java.util.Locale;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.journal.RunFolder;

/**
 * One twin that is to be played.
 *
 * @param repetition from 1
 * @param control whether it is the weak one
 */
record TwinPlan(Scenario scenario, int repetition, boolean control) {
    /** Of everything that the suite makes on a cluster. */
    private static final String PREFIX = "kgb-";

    Script script() {
        return control ? scenario.weak() : scenario.strong();
    }

    AuditFolder folder(RunFolder run) {
        Path path = run.audit().resolve(number(scenario.name())).resolve(twin());
        return new AuditFolder(path);
    }

    /** Of names that nobody else has: {@code kgb-<run>-f5-weak}. */
    String prefix(RunFolder run) {
        return PREFIX + run.run() + "-" + number(scenario.name().toLowerCase(Locale.ROOT)) + "-" + twin();
    }

    private String number(String name) {
        return repetition == 1 ? name : name + "-" + repetition;
    }

    private String twin() {
        return control ? "weak" : "strong";
    }
}
