package org.guaranteebench.proof;

/** What is asked of each session. The names are those of the tables. */
public enum Question {
    /** Baseline against itself: the ratio is 1. */
    AA("aa", 0, 0.95),
    WORK_5("work-5", 5, 0.95),
    WORK_10("work-10", 10, 0.95),
    DELAY_5("delay-5", 5, 0.95),
    DELAY_10("delay-10", 10, 0.95),
    /** Baseline against itself, one after the other; the interval of the quotient from JMH's samples at 95 %. */
    NAIVE_95("naive-95", 0, 0.95),
    /** The same at the 99.9 % that JMH prints. */
    NAIVE_999("naive-99.9", 0, 0.999);

    private final String id;
    private final int percent;
    private final double confidence;

    Question(String id, int percent, double confidence) {
        this.id = id;
        this.percent = percent;
        this.confidence = confidence;
    }

    /** Size of the slowdown. */
    public int percent() {
        return percent;
    }

    /** Of the interval, as it says of itself. */
    public double confidence() {
        return confidence;
    }

    @Override
    public String toString() {
        return id;
    }
}
