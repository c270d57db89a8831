package org.guaranteebench.grid;

/** A named rung of the ladder, weakest first: the order of the constants is the order in tables and plots. */
public enum Level {
    FIRE_AND_FORGET("fire-and-forget"),
    LEADER_ACK("leader-ack"),
    ALL_ISR("all-isr"),
    IDEMPOTENT("idempotent"),
    TRANSACTIONAL("transactional");

    private final String text;

    Level(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
