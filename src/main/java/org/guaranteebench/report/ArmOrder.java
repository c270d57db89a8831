package org.guaranteebench.report;

import java.util.Comparator;
import java.util.function.Function;
import org.guaranteebench.grid.Arm;

/** Arms of one benchmark from weak to strong, each from slow to fast. */
final class ArmOrder {
    private ArmOrder() {}

    static <T> Comparator<T> by(Function<T, Arm> arm) {
        return Comparator.comparing((T of) -> arm.apply(of).benchmark())
                .thenComparing(
                        of -> arm.apply(of).workload().withoutRate().values().toString())
                .thenComparing(of -> arm.apply(of).cell())
                .thenComparing(of -> arm.apply(of).workload().rate().orElse(0));
    }
}
