package org.guaranteebench.run;

/**
 * How much time a run takes for how much precision.
 *
 * @param blocks each arm is measured once per block; intervals need six, Holm's correction over a ladder eight
 * @param timeScale of the benchmarks' own iteration times
 * @param wholeGrid every valid cell and not only the ladder's
 */
public record Preset(String name, int blocks, double timeScale, boolean wholeGrid) {
    public static final Preset QUICK = new Preset("quick", 3, 0.4, false);
    public static final Preset DEFAULT = new Preset("default", 8, 1, false);
    public static final Preset FULL = new Preset("full", 12, 1.5, true);
}
