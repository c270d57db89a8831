package org.guaranteebench.audit.verdict;

import java.util.function.ToLongFunction;

/** The value of every {@link Counter}, where each is defined. */
public record Counters(
        long sent,
        long acked,
        long lost,
        long duplicated,
        long abortedRead,
        long torn,
        long phantom,
        long reordered,
        long indeterminate) {

    public static Counters of(ToLongFunction<Counter> value) {
        return new Counters(
                value.applyAsLong(Counter.SENT),
                value.applyAsLong(Counter.ACKED),
                value.applyAsLong(Counter.LOST),
                value.applyAsLong(Counter.DUPLICATED),
                value.applyAsLong(Counter.ABORTED_READ),
                value.applyAsLong(Counter.TORN),
                value.applyAsLong(Counter.PHANTOM),
                value.applyAsLong(Counter.REORDERED),
                value.applyAsLong(Counter.INDETERMINATE));
    }

    public long of(Counter counter) {
        return switch (counter) {
            case SENT -> sent;
            case ACKED -> acked;
            case LOST -> lost;
            case DUPLICATED -> duplicated;
            case ABORTED_READ -> abortedRead;
            case TORN -> torn;
            case PHANTOM -> phantom;
            case REORDERED -> reordered;
            case INDETERMINATE -> indeterminate;
        };
    }
}
