package org.guaranteebench.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Grid;

/** The sets of benchmarks that are measured together when nobody names any. */
public enum Plan {
    /** What a producer's guarantees cost. */
    LADDER("^.*\\.Produce[A-Za-z]+\\..*$", 3, Preset.DEFAULT.blocks()),
    /** What a reader's guarantees cost, and those of stages that read, process and write. */
    CONSUMING("^.*\\.(EndToEndLatency|Consume[A-Za-z]+|Pipeline[A-Za-z]*)\\..*$", 2, Preset.DEFAULT.blocks()),
    /** What each pair of producer and stage costs from end to end, at one rate. */
    PRODUCT("^.*\\.PipelineLatency\\..*$", 1, Preset.DEFAULT.blocks()),
    /** What it costs that producers are replaced and that members of a group come and go; few arms, so seven do. */
    LIFECYCLE("^.*\\.(TakeoverLatency|RebalancePause)\\..*$", 2, 7),
    /** What each level sustains, and its latency below that; many arms, so the fewest blocks that have intervals. */
    CURVE("^.*\\.ProduceLatency\\..*$", 1, 6);

    private final String pattern;
    private final int quickBlocks;
    private final int defaultBlocks;

    Plan(String pattern, int quickBlocks, int defaultBlocks) {
        this.pattern = pattern;
        this.quickBlocks = quickBlocks;
        this.defaultBlocks = defaultBlocks;
    }

    /**
     * The more arms, the fewer blocks fit into a first look, which has no intervals anyway; and the more comparisons, the
     * more blocks Holm's correction needs.
     */
    int blocks(Preset preset) {
        return preset == Preset.QUICK ? quickBlocks : preset == Preset.DEFAULT ? defaultBlocks : preset.blocks();
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

    /** A curve has many points, each of which is short. */
    Timing timing(Timing own) {
        return this == CURVE ? OpenRates.TIMING : own;
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
