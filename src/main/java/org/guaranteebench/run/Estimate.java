package org.guaranteebench.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.LogPlan;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Workload;

/** How long a plan takes, and an upper bound of the bytes that it writes; all replicas together. */
public record Estimate(RunPlan plan) {
    /** Measured on two cores: JVM start, connection, result and washout of one trial. */
    static final double TRIAL_OVERHEAD_SECONDS = 1.15;

    /** Measured likewise: a topic that is made before the trial and deleted after it. */
    static final double TOPIC_SECONDS = 0.7;

    /** Measured on two cores, with transactions of 100 records. */
    private static final double PRELOAD_BYTES_PER_SECOND = 15e6;

    /** Upper estimate of what a saturated producer writes on a small machine, before replication. */
    private static final long SATURATED_BYTES_PER_SECOND = 100_000_000L;

    public double seconds() {
        return plan.blocks() * arms().stream().mapToDouble(this::trialSeconds).sum()
                + search().map(SearchEstimate::seconds).orElse(0.0)
                + plan.blocks() * logBytes() / brokers().replication() / PRELOAD_BYTES_PER_SECOND
                + plan.incarnations() * incarnationSeconds();
    }

    /** With another number of blocks. */
    public double seconds(int blocks) {
        return plan.withBlocks(blocks).estimate().seconds();
    }

    double trialSeconds(Arm arm) {
        return measuredSeconds(arm) + overheadSeconds(arm);
    }

    private static double overheadSeconds(Arm arm) {
        return TRIAL_OVERHEAD_SECONDS
                + (arm.cell().treatment().readsPreparedLog() ? 0 : TOPIC_SECONDS)
                + Pipelines.overheadSeconds(arm)
                + Lifecycle.overheadSeconds(arm);
    }

    private double measuredSeconds(Arm arm) {
        return plan.timings().get(arm.benchmark()).seconds();
    }

    /** Start and warm-up of one incarnation of the cluster. */
    double incarnationSeconds() {
        WarmUp warmUp = plan.warmUp();
        boolean ownStore = plan.stores() && plan.request().store().users().isEmpty();
        return brokers().startSeconds()
                + (ownStore ? Pipelines.STORE_START_SECONDS : 0)
                + warmUp.rounds()
                        * warmUp.steps().stream()
                                .mapToDouble(step -> step.timing().seconds() + overheadSeconds(step.arm()))
                                .sum();
    }

    /** Written to disk by the largest trial: so much must be free. */
    public long largestTrialBytes() {
        long measured = arms().stream().mapToLong(this::trialBytes).max().orElse(0);
        return logBytes()
                + Math.max(
                        Math.max(
                                measured,
                                search().map(SearchEstimate::largestTrialBytes).orElse(0L)),
                        plan.warmUp().rounds() == 0 ? 0 : warmUpBytes().max().orElse(0));
    }

    /** Written over the whole run. */
    public long bytes() {
        long measured =
                plan.blocks() * arms().stream().mapToLong(this::trialBytes).sum();
        return measured
                + search().map(SearchEstimate::bytes).orElse(0L)
                + plan.blocks() * logBytes()
                + (long) plan.incarnations()
                        * plan.warmUp().rounds()
                        * warmUpBytes().sum();
    }

    /**
     * What can be known to be too much before anything starts.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line that names the cap, and what the plan needs.
     */
    void requireWithin(Caps caps) {
        for (Arm arm : arms()) {
            long perSecond = arm.workload().rate().isPresent()
                    ? (long) arm.workload().rate().getAsInt() * writtenBytes(arm)
                    : 0;
            if (caps.bytesPerSecond() > 0 && perSecond > caps.bytesPerSecond()) {
                throw new IllegalArgumentException("--max-rate " + typed(caps.bytesPerSecond() / 1e6) + ": "
                        + arm.benchmark() + " sends " + atLeast(perSecond / 1e6)
                        + " MB/s; allowed is a larger --max-rate, or a smaller -p rate or recordSize");
            }
        }
        if (bytes() > caps.bytes()) {
            throw new IllegalArgumentException(
                    "--max-bytes " + typed(caps.bytes() / 1e9) + ": the plan may write " + atLeast(bytes() / 1e9)
                            + " GB; allowed is a larger --max-bytes, or fewer --blocks, a smaller --max-rate, or"
                            + " --quick");
        }
        if (seconds() > caps.seconds()) {
            throw new IllegalArgumentException("--max-time " + typed(caps.seconds() / 60) + ": the plan takes about "
                    + atLeast(seconds() / 60)
                    + " minutes; allowed is a larger --max-time, or fewer --blocks, or --quick");
        }
    }

    /** A cap as the user gave it. */
    static String typed(double value) {
        return plain(BigDecimal.valueOf(value).setScale(9, RoundingMode.HALF_UP));
    }

    /** In three digits, and rounded up, so that what is refused never looks like what is allowed. */
    static String atLeast(double value) {
        return plain(BigDecimal.valueOf(value).round(new MathContext(3, RoundingMode.UP)));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private LongStream warmUpBytes() {
        return plan.warmUp().steps().stream()
                .mapToLong(step -> bytes(step.arm(), step.timing().seconds()));
    }

    /** Of the logs that a block's arms read, which lie there together. */
    private long logBytes() {
        return brokers().replication()
                * arms().stream()
                        .filter(arm -> arm.cell().treatment().readsPreparedLog())
                        .collect(Collectors.toMap(
                                Estimate::log,
                                arm -> (long) arm.workload().number(Parameter.LOG_RECORDS) * recordBytes(arm),
                                (a, b) -> a))
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    /** What arms that read the same log have in common. */
    private static List<Object> log(Arm arm) {
        Map<String, String> written = new LinkedHashMap<>(arm.workload().values());
        written.remove(Workload.CONSUMER_FIELD);
        return List.of(LogPlan.of(arm.cell().treatment(), arm.workload()), written);
    }

    private List<Arm> arms() {
        return plan.expectedArms();
    }

    private Optional<SearchEstimate> search() {
        return plan.open().map(rates -> new SearchEstimate(plan));
    }

    long trialBytes(Arm arm) {
        return bytes(arm, measuredSeconds(arm));
    }

    private long bytes(Arm arm, double seconds) {
        if (arm.cell().treatment().readsPreparedLog()) {
            return 0;
        }
        if (Lifecycle.takesOver(arm)) {
            return (long) (Lifecycle.MOST_RECORDS_PER_SECOND * recordBytes(arm) * seconds)
                    * brokers().replication();
        }
        long cap = brokers().caps().bytesPerSecond();
        long perSecond = arm.workload().rate().isPresent()
                ? (long) arm.workload().rate().getAsInt() * writtenBytes(arm)
                : cap > 0 ? cap : SATURATED_BYTES_PER_SECOND;
        return (long) (perSecond * seconds) * brokers().replication();
    }

    /** Upper estimate of what any trial of a subject sends. */
    static int mostRecordsPerSecond(RunPlan plan, Arm subject) {
        return (int) Math.min(
                OpenRates.ceiling(plan, subject), Math.max(1, SATURATED_BYTES_PER_SECOND / writtenBytes(subject)));
    }

    /** To all topics, for one record that is due; one replica. */
    static int writtenBytes(Arm arm) {
        return Pipelines.produces(arm) ? 2 * recordBytes(arm) : recordBytes(arm);
    }

    private static int recordBytes(Arm arm) {
        return arm.workload().recordSize() + arm.workload().keySize();
    }

    private Brokers brokers() {
        return plan.request().brokers();
    }
}
