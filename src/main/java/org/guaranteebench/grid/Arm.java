package org.guaranteebench.grid;

/**
 * A cell as it takes part in a run.
 *
 * @param control whether this is the A/A arm: the baseline cell a second time, to see what no difference looks like
 */
public record Arm(String benchmark, Cell cell, Workload workload, boolean control) {

    /** How tables, plots and histogram tags call it. */
    public String label() {
        return control ? cell.arm() + " (A/A)" : cell.arm();
    }
}
