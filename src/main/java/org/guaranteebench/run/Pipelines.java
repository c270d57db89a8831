package org.guaranteebench.run;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Semantics;

/** What a plan with stages must heed and others need not. */
final class Pipelines {
    /** Measured on two cores, until the store has answered. */
    static final double STORE_START_SECONDS = 4;

    /** Measured as well: the stage's own connections, and its results counted where they went. */
    private static final double STAGE_SECONDS = 0.3;

    /** Input that is written between iterations, and its rest that is processed after them. */
    private static final double BACKLOG_SECONDS = 2.7;

    private Pipelines() {}

    /** Errors: {@link IllegalArgumentException} in one line that names option, value and what is allowed. */
    static void requirePossible(RunRequest request, List<Benchmarks.Entry> benchmarks, List<Arm> arms) {
        int threads = request.jmh().getThreads().orElse(1);
        for (Benchmarks.Entry benchmark : benchmarks) {
            if (threads != 1 && benchmark.subject().defaults().containsKey(Parameter.SEMANTICS.field())) {
                throw new IllegalArgumentException("-t " + (threads > 0 ? threads : "max") + ": " + benchmark.name()
                        + " has one stage with a thread of its own; allowed is 1");
            }
            if (request.consumerProperties().containsKey(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)
                    && benchmark.subject().defaults().containsKey(Parameter.BATCH.field())) {
                throw new IllegalArgumentException(
                        "-p " + Parameter.CONSUMER_PREFIX + ConsumerConfig.MAX_POLL_RECORDS_CONFIG + ": in "
                                + benchmark.name() + " it is set by -p " + Parameter.BATCH.spelling());
            }
        }
        if (request.store().users().isPresent() && arms.stream().noneMatch(Pipelines::stores)) {
            throw new IllegalArgumentException(StoreChoice.OPTION + " "
                    + request.store().description() + ": no cell of this run stores results; allowed is with"
                    + " semantics=effectively-once or exactly-once-external");
        }
    }

    /** What a trial of a stage takes besides what every trial does. */
    static double overheadSeconds(Arm arm) {
        if (arm.cell().treatment().semantics().isEmpty()) {
            return 0;
        }
        return arm.workload().rate().isPresent() ? STAGE_SECONDS : STAGE_SECONDS + BACKLOG_SECONDS;
    }

    static boolean stores(Arm arm) {
        return arm.cell().treatment().semantics().filter(Semantics::stores).isPresent();
    }

    /** Whether there is a second topic, to which a stage produces. */
    static boolean produces(Arm arm) {
        return arm.cell().treatment().semantics().isPresent() && !stores(arm);
    }
}
