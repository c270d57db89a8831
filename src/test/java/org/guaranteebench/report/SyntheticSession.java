package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.proof.NaiveScore;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.ProofFolder.Part;
import org.guaranteebench.proof.SessionFile;
import org.guaranteebench.proof.WorkAccount;

/**
 * A session of the proof, made up: the truth is what the design says, each block has luck of its own, and each trial
 * noise. Seeds are those of the design.
 */
final class SyntheticSession {
    /** Of the sender's time. */
    static final double SHARE = 0.95;

    /** us, with the proxy's own delay. */
    static final double P50 = 19_000;

    private static final double BLOCK_NOISE = 0.1;
    private static final List<Integer> SIZES = List.of(0, 5, 10);

    private final int session;
    private final SplittableRandom random;
    private final int blocks;
    private final double noise;
    private DoubleUnaryOperator perSession = ratio -> ratio;
    private double drift = 1;

    /** @param noise of a trial, standard deviation of its log */
    SyntheticSession(int session, int blocks, double noise) {
        this.session = session;
        this.blocks = blocks;
        this.noise = noise;
        this.random = new SplittableRandom(ProofDesign.seed(session));
    }

    /** What befalls an arm for the whole session, and no interval knows of. */
    SyntheticSession bias(DoubleUnaryOperator ofRatio) {
        perSession = ofRatio;
        return this;
    }

    /** How much faster everything is for the second of two arms that are measured one after the other. */
    SyntheticSession drift(double factor) {
        drift = factor;
        return this;
    }

    static Arm worked(int percent) {
        return new Arm(
                "ProduceThroughput",
                SyntheticRun.LEADER_ACK,
                load(OptionalInt.empty(), Map.of("proof.units", Long.toString(ProofDesign.units(percent)))),
                false);
    }

    static Arm delayed(int percent) {
        return new Arm(
                "ProduceLatency",
                SyntheticRun.LEADER_ACK,
                load(OptionalInt.of(10_000), Map.of("proof.delay.us", Long.toString(ProofDesign.delay(percent)))),
                false);
    }

    private static Workload load(OptionalInt rate, Map<String, String> producer) {
        return new Workload(1024, 16, 6, rate, 5, 16384, 5, "none", producer);
    }

    private double noisy() {
        return Math.exp(noise * random.nextGaussian());
    }

    SyntheticRun direct() {
        SyntheticRun run = new SyntheticRun(ProofFolder.run(session, Part.DIRECT)).blocks(blocks);
        Arm throughput = SyntheticRun.throughput(SyntheticRun.LEADER_ACK);
        Arm latency = SyntheticRun.latency(SyntheticRun.LEADER_ACK);
        double itself = perSession.applyAsDouble(1);
        for (int block = 1; block <= blocks; block++) {
            double luck = Math.exp(BLOCK_NOISE * random.nextGaussian());
            throughput(run, block, throughput, 80_000 * luck);
            throughput(run, block, SyntheticRun.again(throughput), 80_000 * luck * itself);
            latency(run, block, latency, 3_000 * luck, 8_000 * luck);
            latency(run, block, SyntheticRun.again(latency), 3_000 * luck * itself, 8_000 * luck * itself);
            for (int percent : SIZES) {
                double truth = 1 / (1 + SHARE * percent / 100);
                throughput(
                        run,
                        block,
                        worked(percent),
                        9_500 * luck * (percent == 0 ? 1 : perSession.applyAsDouble(truth)));
            }
        }
        return run;
    }

    private void throughput(SyntheticRun run, int block, Arm arm, double value) {
        run.measured(block, 1, arm, SyntheticRun.metric("throughput", value * noisy()));
    }

    private void latency(SyntheticRun run, int block, Arm arm, double p50, double p99) {
        run.measured(
                block,
                1,
                arm,
                SyntheticRun.metric("ack_p50", p50 * noisy()),
                SyntheticRun.metric("ack_p99", p99 * noisy()));
    }

    SyntheticRun delayed() {
        SyntheticRun run = new SyntheticRun(ProofFolder.run(session, Part.DELAYED)).blocks(blocks);
        for (int block = 1; block <= blocks; block++) {
            for (int percent : SIZES) {
                double more = ProofDesign.delay(percent) - ProofDesign.delay(0);
                double itself = percent == 0 ? 1 : perSession.applyAsDouble(1);
                latency(run, block, delayed(percent), (P50 + more) * itself, (1.5 * P50 + more) * itself);
            }
        }
        return run;
    }

    SessionFile file() {
        List<WorkAccount> work = new ArrayList<>();
        for (int block = 1; block <= blocks; block++) {
            for (int percent : SIZES) {
                work.add(new WorkAccount(ProofDesign.units(percent), SHARE, 100_000));
            }
        }
        return new SessionFile(
                session,
                ProofDesign.seed(session),
                "c".repeat(64),
                300,
                work,
                List.of(),
                List.of(naive(1), naive(drift)));
    }

    private NaiveScore naive(double speed) {
        List<List<Double>> forks = new ArrayList<>();
        double sum = 0;
        for (int fork = 0; fork < 3; fork++) {
            double own = noisy();
            List<Double> iterations = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                iterations.add(80_000 * speed * own * (1 + noise * random.nextGaussian() / 2));
                sum += iterations.get(i);
            }
            forks.add(iterations);
        }
        return new NaiveScore(sum / 12, new NaiveScore(0, 0, forks).error(0.999), forks);
    }

    List<ProofRow> rows() {
        return new ProofEvaluation(file(), direct().analysis(), delayed().analysis()).rows();
    }

    /** As a session leaves them in {@code results/proof}. */
    void save(ProofFolder folder, Path scratch) throws IOException {
        Files.createDirectories(folder.path());
        folder.keep(direct().save(scratch));
        folder.keep(delayed().save(scratch));
        file().write(folder.sessionFile(session));
    }
}
