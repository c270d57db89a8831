package org.guaranteebench.run;

/** How long a trial warms up and measures: JMH's {@code -wi -w -i -r}, times in seconds. */
public record Timing(int warmupIterations, double warmupSeconds, int iterations, double iterationSeconds) {

    public double seconds() {
        return warmupIterations * warmupSeconds + iterations * iterationSeconds;
    }

    /** Same number of iterations, each longer or shorter. */
    Timing scaled(double factor) {
        return new Timing(warmupIterations, warmupSeconds * factor, iterations, iterationSeconds * factor);
    }
}
