package org.guaranteebench.audit.verify;

import java.util.List;
import java.util.Locale;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Finding;

/**
 * One counter of one read-back on which the oracle and the recount do not agree.
 *
 * @param readBack its name
 * @param onlyRecorded cases that the oracle named and the recount does not find
 * @param onlyRecounted cases that the recount finds and the oracle did not name; empty if that could not name them all
 */
public record Difference(
        String readBack,
        Counter counter,
        long recorded,
        long recounted,
        List<Finding> onlyRecorded,
        List<Finding> onlyRecounted) {

    /** In one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s is %,d by the oracle, %,d recounted%s%s",
                readBack,
                counter.column(),
                recorded,
                recounted,
                named("only the oracle has", onlyRecorded),
                named("only the recount has", onlyRecounted));
    }

    private static String named(String who, List<Finding> findings) {
        return findings.isEmpty()
                ? ""
                : "; " + who + " "
                        + String.join(", ", findings.stream().map(Finding::what).toList());
    }
}
