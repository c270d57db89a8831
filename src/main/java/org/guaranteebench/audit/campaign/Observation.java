package org.guaranteebench.audit.campaign;

import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.TwinFacts;

/** One twin once it has been played and judged, or once that has failed. */
public record Observation(TwinFacts facts, Twin twin) {}
