package org.guaranteebench.audit.verdict;

import java.util.List;

/**
 * What was seen of a fault, in figures. Each scenario fills what it is about; a list is empty where it has nothing to
 * say.
 *
 * @param clients processes that the fault has to do with, in the order of their starts; those that are not among them
 *     ended by themselves, in good order
 * @param strikes rules that were armed at proxies
 * @param leaders a leader that was cut off and killed, at most one
 */
public record FaultFacts(List<ClientFact> clients, List<StrikeFact> strikes, List<LeaderFact> leaders) {
    public static final FaultFacts NONE = new FaultFacts(List.of(), List.of(), List.of());

    public FaultFacts {
        clients = clients == null ? List.of() : List.copyOf(clients);
        strikes = strikes == null ? List.of() : List.copyOf(strikes);
        leaders = leaders == null ? List.of() : List.copyOf(leaders);
    }

    public static FaultFacts of(ClientFact... clients) {
        return new FaultFacts(List.of(clients), List.of(), List.of());
    }

    /** Whether that process was ended by SIGKILL. */
    public boolean killed(int incarnation) {
        return clients.stream().anyMatch(client -> client.incarnation() == incarnation && client.killed());
    }
}
