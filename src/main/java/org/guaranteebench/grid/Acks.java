package org.guaranteebench.grid;

/** How many replicas must have a record before the broker acknowledges it: Kafka's producer setting {@code acks}. */
public enum Acks {
    NONE("0"),
    LEADER("1"),
    ALL("all");

    private final String text;

    Acks(String text) {
        this.text = text;
    }

    /** {@code text} is what a user writes: {@code 0}, {@code 1} or {@code all} ({@code -1} is Kafka's synonym). */
    public static Acks parse(String text) {
        for (Acks acks : values()) {
            if (acks.text.equals(text)) {
                return acks;
            }
        }
        if ("-1".equals(text)) {
            return ALL;
        }
        throw new IllegalArgumentException("acks=" + text + ": allowed are 0, 1, all");
    }

    @Override
    public String toString() {
        return text;
    }
}
