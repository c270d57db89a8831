package org.guaranteebench.audit.verdict;

/** What an audit can say of a twin. */
public enum Outcome {
    /** The fault fired, the weak twin was damaged by it, and this one kept what it promises. */
    HELD,
    VIOLATED,
    /** Nothing can be said. */
    INCONCLUSIVE
}
