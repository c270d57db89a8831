package org.guaranteebench.measure;

/** Totals of an iteration in which little but the named counts matters. */
final class TotalsOf {
    private TotalsOf() {}

    static Recording.Totals records(long records) {
        return of(records, 0, 0, 0, records, 0);
    }

    static Recording.Totals of(
            long records, long commits, long transactional, double requests, long acknowledged, long unfinished) {
        return new Recording.Totals(
                records,
                commits,
                transactional,
                requests,
                requests / 2,
                100 * records,
                10 * records,
                acknowledged,
                unfinished);
    }
}
