package org.guaranteebench.audit.verdict;

import java.util.Locale;

/**
 * What is counted of one twin, by the ledgers of its processes and one read-back. Exactly:
 *
 * <p>A <em>message</em> is a producer and a sequence. An <em>attempt</em> to deliver it is told by the incarnation and
 * the transaction in the payload. By the ledgers it is the first of these that applies:
 *
 * <ul>
 *   <li><em>acknowledged</em>, if it is of no transaction and was acknowledged, or of one that was committed, unless
 *       it failed and was not acknowledged;
 *   <li><em>aborted</em>, if its transaction was aborted, or was not committed and nobody had asked for that;
 *   <li><em>failed</em>, if it was refused for certain as often as it was made, and never acknowledged;
 *   <li><em>open</em>: a timeout, a process that died before the answer, a commit without one.
 * </ul>
 *
 * <p>A message is what its attempts by sources (and not by stages) make it: acknowledged if one is, else open if one is,
 * else failed if one has, else aborted.
 *
 * <p>Every record of the read-back is a phantom, or else an aborted read, or else a <em>copy</em>. The first copy of a
 * message is the one with the lowest partition and, in it, the lowest offset.
 */
public enum Counter {
    /** Messages that a source intended to send. */
    SENT,
    /** Messages that are acknowledged. */
    ACKED,
    /** Acknowledged messages without a copy. */
    LOST,
    /** Copies beyond the first of each message: Σ(copies − 1). */
    DUPLICATED,
    /** Records of aborted attempts, and, from stages, of aborted messages. */
    ABORTED_READ,
    /**
     * Transactions of which the reader sees a part: of the attempts in it that are neither aborted nor failed, at least
     * one and not all were read.
     */
    TORN,
    /** Records without a genuine payload, or of an attempt or a message that nobody intended: a tool has erred. */
    PHANTOM,
    /**
     * First copies behind one, in the same partition, of the same producer, with a higher sequence. Later copies neither
     * count nor make others count.
     */
    REORDERED,
    /** Messages that are open, whether or not they were read, and those that have failed and were read. */
    INDETERMINATE;

    /** As a column's name. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a sentence, behind a number. */
    public String words() {
        return this == ABORTED_READ ? "aborted and read" : column();
    }
}
