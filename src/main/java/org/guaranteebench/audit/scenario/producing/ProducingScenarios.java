package org.guaranteebench.audit.scenario.producing;

import java.util.List;
import org.guaranteebench.audit.scenario.Scenario;

/** All of them. */
public final class ProducingScenarios {
    public static final List<Scenario> ALL = List.of(
            new LostResponse(),
            new KilledSource(),
            new LostLeader(),
            new AbortedTransaction(),
            new ZombieSource(),
            new LostRequests());

    private ProducingScenarios() {}
}
