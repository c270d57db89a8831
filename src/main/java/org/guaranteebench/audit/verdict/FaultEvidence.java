package org.guaranteebench.audit.verdict;

/**
 * Whether the fault is proven to have fired in one twin.
 *
 * @param words by what: process id and wait status, the proxy's log, leader epochs; or what is missing
 * @param facts the same in figures, from which others may decide for themselves
 */
public record FaultEvidence(boolean proven, String words, FaultFacts facts) {
    public FaultEvidence {
        facts = facts == null ? FaultFacts.NONE : facts;
    }

    /** Without figures. */
    public static FaultEvidence proven(String words) {
        return new FaultEvidence(true, words, FaultFacts.NONE);
    }

    /** Likewise. */
    public static FaultEvidence missing(String words) {
        return new FaultEvidence(false, words, FaultFacts.NONE);
    }

    /** The same, with something that is worth telling and takes nothing from the proof. */
    public FaultEvidence noting(String more) {
        return new FaultEvidence(proven, words + "; " + more, facts);
    }

    /** The same, with something because of which it proves nothing. */
    public FaultEvidence but(String flaw) {
        return new FaultEvidence(false, words + "; " + flaw, facts);
    }
}
