package org.guaranteebench.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Grid;

/** The sets of benchmarks that are measured together when nobody names any. */
public enum Plan {
    /** What a producer's guarantees cost. */
    LADDER("^.*\\.Produce[A-Za-z]+\\..*$", 3),
    /** What a reader's guarantees cost, and those of stages that read, process and write. */
    CONSUMING("^.*\\.(EndToEndLatency|Consume[A-Za-z]+|Pipeline[A-Za-z]*)\\..*$", 2),
    /** What each pair of producer and stage costs from end to end, at one rate. */
    PRODUCT("^.*\\.PipelineLatency\\..*$", 1);

    private final String pattern;
    private final int quickBlocks;

    Plan(String pattern, int quickBlocks) {
        this.pattern = pattern;
        this.quickBlocks = quickBlocks;
    }

    /** The more arms, the fewer blocks fit into a first look, which has no intervals anyway. */
    int blocks(Preset preset) {
        return preset == Preset.QUICK ? quickBlocks : preset.blocks();
    }

    /** Errors: {@link IllegalArgumentException} that names the value and the allowed values. */
    public static Plan parse(String text) {
        return Stream.of(values())
                .filter(plan -> plan.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--plan " + text + ": allowed are "
                        + Stream.of(values()).map(Plan::toString).collect(Collectors.joining(", "))));
    }

    /** The benchmark with the cells that this plan measures in it when nobody chooses any. */
    public Grid.Subject subject(Grid.Subject own) {
        return this == PRODUCT ? own.product() : own;
    }

    /** As JMH's include patterns. */
    List<String> includes() {
        return List.of(pattern);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
