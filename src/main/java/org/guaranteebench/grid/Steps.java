package org.guaranteebench.grid;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** From rung to rung of a ladder. */
public final class Steps {
    private Steps() {}

    /**
     * The rung that an arm stands on. What a reader of committed data stands on is the reader of the same log that does not
     * wait; else it is the nearest weaker level's arm. Transactions of every kind stand on the idempotent producer.
     *
     * @param arms of one benchmark and workload; controls among them are nobody's rung
     */
    public static Optional<Arm> below(Arm arm, Collection<Arm> arms) {
        Level level = arm.cell().level();
        Cell uncommitted = arm.cell().uncommitted();
        if (!arm.cell().equals(uncommitted)) {
            return arms.stream()
                    .filter(other -> !other.control() && other.cell().equals(uncommitted))
                    .findFirst();
        }
        return arms.stream()
                .filter(other -> !other.control()
                        && other.cell().level().compareTo(level) < 0
                        && other.cell().isolation() == arm.cell().isolation()
                        && other.cell().treatment().equals(arm.cell().treatment()))
                .max(Comparator.comparing(other -> other.cell().level()));
    }
}
