package org.guaranteebench.audit.verdict;

/**
 * Whether the fault is proven to have fired in one twin.
 *
 * @param words by what: process id and wait status, the proxy's log, leader epochs; or what is missing
 */
public record FaultEvidence(boolean proven, String words) {
    public static FaultEvidence proven(String words) {
        return new FaultEvidence(true, words);
    }

    public static FaultEvidence missing(String words) {
        return new FaultEvidence(false, words);
    }
}
