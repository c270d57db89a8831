package org.guaranteebench.audit.scenario;

import java.util.Optional;
import java.util.OptionalLong;
import org.guaranteebench.audit.verdict.FaultEvidence;

/**
 * What remains of a twin once it has been played.
 *
 * @param topic that is to be read back: what the twin delivers to, or its input where it delivers to none
 * @param partitions of that topic
 * @param processedOf isolation level at which stages read {@code topic}, where the notes of what they processed are the
 *     delivery; empty where the topic is
 * @param lag records between the group's committed positions and the end of its input right after the fault, before
 *     anybody goes on; empty without a group
 * @param fault whether it is proven to have fired
 */
public record Played(
        String topic, int partitions, Optional<String> processedOf, OptionalLong lag, FaultEvidence fault) {}
