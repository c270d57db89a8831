package org.guaranteebench.audit.verdict;

import java.util.List;

/**
 * What the oracle counted of one read-back.
 *
 * @param readBack its name, see {@link org.guaranteebench.audit.AuditFolder#readBack}
 * @param isolation level of the reader
 * @param source what was read, in words
 * @param findings the first {@value #MOST_FINDINGS} cases of each counter but {@code sent} and {@code acked}
 */
public record Judgement(String readBack, String isolation, String source, Counters counters, List<Finding> findings) {
    public static final int MOST_FINDINGS = 10;

    public Judgement {
        findings = List.copyOf(findings);
    }
}
