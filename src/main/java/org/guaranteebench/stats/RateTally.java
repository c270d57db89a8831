package org.guaranteebench.stats;

import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Trials at several rates, each of which was sustained or not, and what most of them say. A rate is decided when it has two
 * trials of one outcome and fewer of the other, or three of one. One thread.
 */
public final class RateTally {
    /** More than half of three. */
    private static final int MAJORITY = 2;

    /** More than half of five: what one more look at a decided rate is held against. */
    static final int CONFIRMED = 3;

    private static final class Trials {
        private int sustained;
        private int not;

        private boolean decided(int wanted, int other) {
            return wanted >= MAJORITY && wanted > other && (other < MAJORITY || wanted >= CONFIRMED);
        }
    }

    private final TreeMap<Integer, Trials> byRate = new TreeMap<>();
    private int trials;

    /** @param rate records/s */
    public void saw(int rate, boolean sustained) {
        Trials of = byRate.computeIfAbsent(rate, r -> new Trials());
        trials++;
        if (sustained) {
            of.sustained++;
        } else {
            of.not++;
        }
    }

    /** The highest rate that most of its trials sustained. */
    public OptionalInt sustainable() {
        return byRate.descendingMap().entrySet().stream()
                .filter(e -> e.getValue().decided(e.getValue().sustained, e.getValue().not))
                .mapToInt(e -> e.getKey())
                .findFirst();
    }

    /** The lowest rate that most of its trials did not sustain. */
    public OptionalInt exceeded() {
        return byRate.entrySet().stream()
                .filter(e -> e.getValue().decided(e.getValue().not, e.getValue().sustained))
                .mapToInt(e -> e.getKey())
                .findFirst();
    }

    /** A rate that has trials and no majority. */
    OptionalInt undecided() {
        return byRate.entrySet().stream()
                .filter(e -> !e.getValue().decided(e.getValue().sustained, e.getValue().not)
                        && !e.getValue().decided(e.getValue().not, e.getValue().sustained))
                .mapToInt(e -> e.getKey())
                .findFirst();
    }

    /** Of all rates. */
    public int trials() {
        return trials;
    }

    public int rates() {
        return byRate.size();
    }

    public int trials(int rate) {
        return byRate.containsKey(rate) ? byRate.get(rate).sustained + byRate.get(rate).not : 0;
    }

    /** Trials at this rate that sustained it. */
    public int sustained(int rate) {
        return byRate.containsKey(rate) ? byRate.get(rate).sustained : 0;
    }
}
