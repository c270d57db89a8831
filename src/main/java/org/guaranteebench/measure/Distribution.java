package org.guaranteebench.measure;

/** What a latency histogram is a histogram of; the label is the metric's name without its percentile. */
public enum Distribution {
    /** Response: acknowledgement minus intended send. */
    ACK("ack"),
    /** Service: acknowledgement minus actual send. What a closed-loop tool would call latency. */
    ACK_SERVICE("ack_service"),
    /** Actual minus intended send, whoever caused it. */
    SEND_LAG("send_lag"),
    /** The part of {@link #SEND_LAG} during which the client was free and the generator late. */
    GENERATOR_LAG("generator_lag"),
    /**
     * Duration of {@code commitTransaction}; of a consumer's commit of its position where no transaction does that. Of a
     * stage, of the calls that make a batch final once its results are sent: the commit of its position, in Kafka's
     * transactions {@code sendOffsetsToTransaction} and {@code commitTransaction}, and with a store the database's commit
     * and, where there is one, Kafka's after it.
     */
    COMMIT("commit"),
    /** When the record is final for its producer, minus its intended send: its acknowledgement, or with transactions the
     * return of its {@code commitTransaction}. */
    SETTLED("settled"),
    /**
     * When a consumer's {@code poll} has returned the record, or its result, minus the record's intended send. Of a result
     * in a store, when the commit has returned that holds it.
     */
    VISIBLE("visible"),
    /** Duration of {@code initTransactions}. */
    TAKEOVER("takeover"),
    /**
     * How long a last stable offset stands still at a takeover: from the call of {@code initTransactions} until a reader
     * of committed data is given a record that lay behind what the predecessor had open.
     */
    LSO_STALL("lso_stall"),
    /**
     * How long a group's joining member keeps records waiting: of those that became due from its coming until each
     * partition was read on by its owner, the longest wait from a record's intended send until it was first delivered.
     */
    JOIN_PAUSE("join_pause"),
    /** Likewise of a member that leaves in good order. */
    LEAVE_PAUSE("leave_pause"),
    /** The same for each partition by itself, at every coming and going. */
    PARTITION_PAUSE("partition_pause");

    private final String label;

    Distribution(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
