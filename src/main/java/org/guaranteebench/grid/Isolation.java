package org.guaranteebench.grid;

/** Which records a consumer sees: Kafka's consumer setting {@code isolation.level}. */
public enum Isolation {
    READ_UNCOMMITTED("read_uncommitted"),
    READ_COMMITTED("read_committed");

    private final String text;

    Isolation(String text) {
        this.text = text;
    }

    public static Isolation parse(String text) {
        for (Isolation isolation : values()) {
            if (isolation.text.equals(text)) {
                return isolation;
            }
        }
        throw new IllegalArgumentException("isolation=" + text + ": allowed are read_uncommitted, read_committed");
    }

    @Override
    public String toString() {
        return text;
    }
}
