package org.guaranteebench.grid;

import java.util.List;

/** Under which loads a latency curve is measured. All rates are records/s, all shares per cent. */
public final class CurvePoints {
    /** Of what a level sustains itself: where on its own curve it is. */
    public static final List<Integer> OWN = List.of(10, 30, 50, 70, 90);

    /** Of what the slowest level sustains: the same rate for all, so that levels can be compared. */
    public static final List<Integer> COMMON = List.of(30, 70);

    private CurvePoints() {}

    /** Of what is sustained, at least one record. */
    public static int rate(int sustainable, int percent) {
        return (int) Math.max(1, Math.round(sustainable * (percent / 100.0)));
    }
}
