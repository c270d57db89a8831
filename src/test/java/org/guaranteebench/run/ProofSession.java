package org.guaranteebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.proof.HeldAnswers;
import org.guaranteebench.proof.NaiveScore;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.ProofFolder.Part;
import org.guaranteebench.proof.SessionFile;
import org.guaranteebench.proof.WorkAccount;

/**
 * One session of the proof: two runs, each on brokers of its own, and after the first, on the same brokers, the naive
 * measurement. What is kept of it is in its place when it is whole.
 *
 * @param scratch for all that a run writes, relative
 * @param kept where run.json and journals go
 * @param jar {@code benchmarks.jar}
 * @param code digest of the suite's classes
 */
record ProofSession(
        ProofPlans plans,
        int naiveForks,
        Path scratch,
        ProofFolder kept,
        Path jar,
        String code,
        Consumer<String> told) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MICRO = 1_000;

    /** What {@code BrokerJvm} of the suite reads. */
    private static final String BROKER_JVM = "kgb.broker.jvm";

    /** From node to the port at which clients find it; what stands between is nothing. */
    private static final class Ports implements Advertised {
        private final Map<Integer, Integer> byNode = new TreeMap<>();

        @Override
        public int toClients(int node, int port) {
            byNode.put(node, port);
            return port;
        }

        private String bootstrap() {
            return byNode.values().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        }
    }

    /** Tells what goes on, and does what is to be done between two trials. */
    private abstract class Between implements RunListener {
        @Override
        public void phase(String what) {
            told.accept(what);
        }

        @Override
        public void starting(String arm, String benchmark, int block, int number, int total, double secondsLeft) {
            if (number % plan().arms().size() == 1) {
                told.accept("block " + block + " of " + plan().blocks());
            }
        }

        @Override
        public void finished(Trial trial, int number, int total, double secondsLeft) {}

        @Override
        public void warning(String text) {
            told.accept(text);
        }

        abstract RunPlan plan();
    }

    /** Errors: {@link IOException} in one line when it could not be measured whole. */
    void measure(int session) throws IOException {
        long begin = System.nanoTime();
        Files.createDirectories(scratch);
        Path accounts = scratch.resolve("work-" + session + ".txt");
        Files.deleteIfExists(accounts);
        List<NaiveScore> naive;
        List<HeldAnswers> held;
        ForkJars jars = new ForkJars(jar, scratch);
        String brokersBefore = System.setProperty(BROKER_JVM, ProofDesign.BROKER_JVM);
        try {
            naive = direct(session, accounts);
            held = delayed(session);
        } finally {
            jars.close();
            if (brokersBefore == null) {
                System.clearProperty(BROKER_JVM);
            } else {
                System.setProperty(BROKER_JVM, brokersBefore);
            }
        }
        new SessionFile(
                        session,
                        plans.direct(session, Advertised.OWN_PORTS, accounts)
                                .request()
                                .seed(),
                        code,
                        (System.nanoTime() - begin) / NANOS_PER_SECOND,
                        WorkAccount.read(accounts),
                        held,
                        naive)
                .write(kept.sessionFile(session));
    }

    private List<NaiveScore> direct(int session, Path accounts) throws IOException {
        Ports ports = new Ports();
        RunPlan plan = plans.direct(session, ports, accounts);
        class Naive extends Between {
            private List<NaiveScore> scores;
            private Exception failure;

            @Override
            public void finished(Trial trial, int number, int total, double secondsLeft) {
                if (number < total) {
                    return;
                }
                told.accept("one arm after the other");
                try (PrintStream log = new PrintStream(
                        Files.newOutputStream(scratch.resolve("naive-" + session + ".log")),
                        true,
                        StandardCharsets.UTF_8)) {
                    scores = new NaiveMeasurement(plan, naiveForks)
                            .take(ports.bootstrap(), "kgb-" + ProofFolder.run(session, Part.DIRECT), log);
                } catch (Exception e) {
                    failure = e;
                }
            }

            @Override
            RunPlan plan() {
                return plan;
            }
        }
        Naive naive = new Naive();
        run(plan, session, Part.DIRECT, naive);
        if (naive.scores == null) {
            throw new IOException(
                    "session " + session + ": the naive measurement failed: " + Causes.oneLine(naive.failure),
                    naive.failure);
        }
        return naive.scores;
    }

    private List<HeldAnswers> delayed(int session) throws IOException {
        List<HeldAnswers> held = new ArrayList<>();
        try (DelayProxy proxy = new DelayProxy()) {
            RunPlan plan = plans.delayed(session, Advertised.toClients(proxy::before));
            run(plan, session, Part.DELAYED, new Between() {
                @Override
                public void phase(String what) {
                    proxy.delay(0);
                    super.phase(what);
                }

                @Override
                public void finished(Trial trial, int number, int total, double secondsLeft) {
                    DelayProxy.Held answers = proxy.held();
                    held.add(new HeldAnswers(
                            delay(trial.arm()), answers.answers(), answers.meanNanos() / NANOS_PER_MICRO));
                }

                @Override
                public void starting(
                        String arm, String benchmark, int block, int number, int total, double secondsLeft) {
                    List<Arm> order = plan.order(block);
                    Arm next = order.get((number - 1) % order.size());
                    proxy.delay(NANOS_PER_MICRO * delay(next));
                    super.starting(arm, benchmark, block, number, total, secondsLeft);
                }

                @Override
                RunPlan plan() {
                    return plan;
                }
            });
        }
        return held;
    }

    /** us. */
    private static long delay(Arm arm) {
        return Long.parseLong(arm.workload().producer().get(ProofPlans.DELAY));
    }

    private void run(RunPlan plan, int session, Part part, RunListener listener) throws IOException {
        RunFolder folder = new RunFolder(scratch.resolve(ProofFolder.run(session, part)));
        Directories.delete(folder.path());
        RunFolder.create(scratch, folder.run());
        try (OpenSegment segment = OpenSegment.first(folder)) {
            new Run(plan, segment, listener).execute();
        }
        if (!OpenSegment.complete(RunInfo.read(folder.runJson()))) {
            throw new IOException("session " + session + ": " + folder.path() + " was cut short");
        }
        kept.keep(folder);
    }
}
