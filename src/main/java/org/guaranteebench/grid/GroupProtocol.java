package org.guaranteebench.grid;

/** How members of a consumer group agree on who reads what: Kafka's consumer setting {@code group.protocol}. */
public enum GroupProtocol {
    /** Members assign partitions among themselves. */
    CLASSIC("classic"),
    /** The coordinator assigns them: KIP-848. */
    CONSUMER("consumer");

    static final String ALLOWED = "classic, consumer";

    private final String text;

    GroupProtocol(String text) {
        this.text = text;
    }

    /** Errors: {@link IllegalArgumentException} that names the value and the allowed values. */
    public static GroupProtocol parse(String text) {
        for (GroupProtocol protocol : values()) {
            if (protocol.text.equals(text)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("group.protocol=" + text + ": allowed are " + ALLOWED);
    }

    @Override
    public String toString() {
        return text;
    }
}
