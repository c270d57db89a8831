package org.guaranteebench.audit.verdict;

import java.util.List;
import java.util.Objects;

/**
 * One client process.
 *
 * @param incarnation of the process, as in its ledger
 * @param role {@code source} or {@code stage}
 * @param pid process id, as in its ledger
 * @param status wait status, 137 for SIGKILL
 * @param point at which it stood when the fault struck; empty for one that never stood
 * @param stopped whether the kernel had it in state T when its successor had ended
 * @param generation of its group when it had its partitions; −1 without a group
 * @param partitions that the group had given to it
 * @param lost partitions that it found to be another's
 */
public record ClientFact(
        int incarnation,
        String role,
        long pid,
        int status,
        String point,
        boolean stopped,
        int generation,
        List<Integer> partitions,
        List<Integer> lost) {
    private static final int SIGKILL = 128 + 9;
    private static final int NO_GROUP = -1;

    public ClientFact {
        role = Objects.requireNonNullElse(role, "");
        point = Objects.requireNonNullElse(point, "");
        partitions = partitions == null ? List.of() : List.copyOf(partitions);
        lost = lost == null ? List.of() : List.copyOf(lost);
    }

    public static ClientFact source(int incarnation, long pid, int status) {
        return of(incarnation, "source", pid, status);
    }

    public static ClientFact stage(int incarnation, long pid, int status) {
        return of(incarnation, "stage", pid, status);
    }

    private static ClientFact of(int incarnation, String role, long pid, int status) {
        return new ClientFact(incarnation, role, pid, status, "", false, NO_GROUP, List.of(), List.of());
    }

    /** The same, which stood at a point. */
    public ClientFact at(Object where) {
        return new ClientFact(incarnation, role, pid, status, where.toString(), stopped, generation, partitions, lost);
    }

    /** The same, of which the kernel says whether it was stopped. */
    public ClientFact stopped(boolean so) {
        return new ClientFact(incarnation, role, pid, status, point, so, generation, partitions, lost);
    }

    /** The same, as a member of a group. */
    public ClientFact owning(int inGeneration, List<Integer> given, List<Integer> taken) {
        return new ClientFact(incarnation, role, pid, status, point, stopped, inGeneration, given, taken);
    }

    public boolean killed() {
        return status == SIGKILL;
    }
}
