package org.guaranteebench.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.proof.NaiveScore;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The baseline and the same again as a loop over arms measures them: all of JMH's forks of the one, then all of the
 * other, with the same benchmark, load and times as a trial.
 *
 * @param forks of each of the two
 */
record NaiveMeasurement(RunPlan plan, int forks) {

    /** @param topics what the names of its topics begin with */
    List<NaiveScore> take(String bootstrap, String topics, PrintStream log) throws RunnerException {
        Arm arm = ProofPlans.model(plan, ProofPlans.THROUGHPUT);
        List<NaiveScore> scores = new ArrayList<>();
        try (TopicAdmin admin = new TopicAdmin(bootstrap)) {
            for (int turn = 1; turn <= 2; turn++) {
                String topic = topics + "-naive-" + turn;
                List<Integer> nodes = admin.nodesAcrossRacks();
                String id = admin.create(topic, arm.workload().partitions(), nodes.size(), nodes);
                scores.add(score(arm, new ForkTarget(bootstrap, topic, topic), log));
                admin.delete(id);
            }
        }
        return scores;
    }

    private NaiveScore score(Arm arm, ForkTarget target, PrintStream log) throws RunnerException {
        var options = JmhOptions.trial(
                        plan.request().jmh(),
                        plan.method(arm),
                        arm,
                        plan.timings().get(arm.benchmark()),
                        target,
                        Optional.empty(),
                        List.of())
                .forks(forks)
                .build();
        RunResult result = new Runner(options, OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
                .run()
                .iterator()
                .next();
        Result<?> primary = result.getPrimaryResult();
        return new NaiveScore(
                primary.getScore(),
                primary.getScoreError(),
                result.getBenchmarkResults().stream()
                        .map(fork -> fork.getIterationResults().stream()
                                .map(i -> i.getPrimaryResult().getScore())
                                .collect(Collectors.toList()))
                        .collect(Collectors.toList()));
    }
}
