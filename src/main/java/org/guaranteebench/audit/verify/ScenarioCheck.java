package org.guaranteebench.audit.verify;

import java.util.List;

/**
 * What verification found of one playing of a scenario.
 *
 * @param scenario its folder's name: {@code F5}
 * @param found the verdicts that it came to itself, and on how much
 * @param differences what is recorded and was not found so, each in a line; empty when all agrees
 */
public record ScenarioCheck(String scenario, String found, List<String> differences) {
    public ScenarioCheck {
        differences = List.copyOf(differences);
    }

    public boolean agrees() {
        return differences.isEmpty();
    }
}
