package org.guaranteebench.grid;

import java.util.Optional;

/**
 * A point of the product of all parameters for one benchmark.
 *
 * @param benchmark simple class name
 * @param rejection why it is not measured; empty when it is
 */
public record Combination(String benchmark, Cell cell, Workload workload, Optional<String> rejection) {
    public boolean valid() {
        return rejection.isEmpty();
    }
}
