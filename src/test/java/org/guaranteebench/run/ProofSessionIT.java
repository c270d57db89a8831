package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.proof.HeldAnswers;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.ProofFolder.Part;
import org.guaranteebench.proof.SessionFile;
import org.guaranteebench.proof.WorkAccount;
import org.guaranteebench.report.ProofShare;
import org.guaranteebench.report.ProofTables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of the proof with two blocks of the shortest trials: what it consists of, not what comes out. */
class ProofSessionIT {
    private static final int BLOCKS = 2;

    /** Of two JMH has no error. */
    private static final int ITERATIONS = 3;

    /** Relative, as the forks' account is given. */
    private static final Path SCRATCH = Path.of("target", "proof-it");

    private static final ProofPlans PLANS = new ProofPlans(
            BLOCKS, 1, new Timing(1, 0.2, ITERATIONS, 0.15), new Timing(1, 0.1, 1, 0.4), new Timing(1, 0.1, 1, 0.4));

    @TempDir
    private static Path home;

    private static final List<String> TOLD = Collections.synchronizedList(new ArrayList<>());
    private static ProofFolder folder;
    private static SessionFile session;

    @BeforeAll
    static void measure() throws Exception {
        folder = new ProofFolder(home.resolve("proof"));
        Path jar = Path.of(System.getProperty("benchmarks.jar"));
        new ProofSession(PLANS, 1, SCRATCH, folder, jar, SuiteCode.digest(), TOLD::add).measure(1);
        session = SessionFile.read(folder.sessionFile(1));
    }

    @AfterAll
    static void clear() {
        Directories.delete(SCRATCH);
    }

    private static List<Trial> trials(Part part) throws Exception {
        return folder.trials(1, part);
    }

    @Test
    void eachBlockOfBothRunsHoldsEachArmOnceAndAllAreMeasured() throws Exception {
        for (Part part : Part.values()) {
            int arms = part == Part.DIRECT ? 7 : 3;
            assertThat(trials(part))
                    .hasSize(BLOCKS * arms)
                    .allSatisfy(t -> assertThat(t.status()).as(t.reason()).isEqualTo(Status.OK));
            for (int block = 1; block <= BLOCKS; block++) {
                int of = block;
                assertThat(trials(part))
                        .filteredOn(t -> t.block() == of)
                        .extracting(Trial::arm)
                        .doesNotHaveDuplicates()
                        .hasSize(arms);
            }
            assertThat(trials(part)).extracting(Trial::incarnation).containsOnly(1);
            assertThat(folder.info(1, part).seed()).isEqualTo(ProofDesign.seed(1));
            assertThat(folder.info(1, part).run()).isEqualTo(ProofFolder.run(1, part));
            assertThat(folder.info(1, part).topology()).containsEntry("broker.jvm", ProofDesign.BROKER_JVM);
        }
        assertThat(trials(Part.DIRECT)).filteredOn(Trial::control).hasSize(2 * BLOCKS);
    }

    @Test
    void sendersHadTheWorkThatTheirArmAsksFor() throws Exception {
        List<Long> asked = trials(Part.DIRECT).stream()
                .map(Trial::arm)
                .map(Arm::workload)
                .filter(load -> !load.producer().isEmpty())
                .map(load -> Long.valueOf(load.producer().get("proof.units")))
                .toList();
        assertThat(asked).contains(600_000L, 630_000L, 660_000L);
        assertThat(session.work()).extracting(WorkAccount::units).containsExactlyElementsOf(asked);
        assertThat(session.work())
                .allSatisfy(account -> assertThat(account.share()).isBetween(0.2, 1.0));
    }

    /** Whatever else a machine does, no answer comes before its time. */
    @Test
    void answersCameAsLateAsTheirArmAsksForAndNotLateElsewhere() throws Exception {
        for (Trial trial : trials(Part.DELAYED)) {
            double delay = Double.parseDouble(trial.arm().workload().producer().get(ProofPlans.DELAY));
            assertThat(trial.value("ack_p50").orElseThrow()).isGreaterThan(delay);
        }
        assertThat(trials(Part.DELAYED).stream()
                        .map(t -> t.arm().workload().producer().get(ProofPlans.DELAY))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("11300", "12250", "13200");
        assertThat(session.held())
                .hasSize(3 * BLOCKS)
                .extracting(HeldAnswers::asked)
                .containsExactlyElementsOf(trials(Part.DELAYED).stream()
                        .map(t -> Long.valueOf(t.arm().workload().producer().get(ProofPlans.DELAY)))
                        .toList());
        assertThat(session.held()).allSatisfy(held -> {
            assertThat(held.answers()).isGreaterThan(20);
            assertThat(held.mean()).isGreaterThanOrEqualTo(held.asked());
        });
    }

    @Test
    void theSameTwoArmsAreThereOneAfterTheOtherInJmhsOwnForks() {
        assertThat(session.naive()).hasSize(2).allSatisfy(score -> {
            assertThat(score.forks()).hasSize(1);
            assertThat(score.forks().get(0)).hasSize(ITERATIONS);
            assertThat(score.score())
                    .isCloseTo(
                            score.forks().get(0).stream()
                                    .mapToDouble(Double::doubleValue)
                                    .average()
                                    .orElseThrow(),
                            withinPercentage(1e-6));
            assertThat(score.error()).isFinite().isCloseTo(score.error(0.999), withinPercentage(1e-6));
        });
        assertThat(TOLD.indexOf("one arm after the other"))
                .isGreaterThan(TOLD.indexOf("block 2 of 2"))
                .isLessThan(TOLD.lastIndexOf("block 1 of 2"));
    }

    @Test
    void itIsWholeAndHasEstimatesAndTruthsButOfTwoBlocksNoInterval() throws Exception {
        assertThat(folder.firstMissing(30)).isEqualTo(2);
        List<ProofShare> shares = ProofTables.write(folder);
        assertThat(shares).hasSize(9);
        assertThat(shares)
                .filteredOn(share -> !share.metric().equals("ack_p99"))
                .allSatisfy(share -> {
                    assertThat(share.sessions()).isEqualTo(1);
                    assertThat(share.estimate()).isFinite().isPositive();
                    assertThat(share.truth()).isFinite().isPositive();
                    boolean naive = share.question().toString().startsWith("naive");
                    assertThat(share.intervals()).isEqualTo(naive ? 1 : 0);
                });
        // Of less than 10,000 records.
        assertThat(shares)
                .filteredOn(share -> share.metric().equals("ack_p99"))
                .hasSize(1)
                .allSatisfy(share -> assertThat(share.intervals()).isZero());
        assertThat(folder.proofCsv()).isNotEmptyFile();
        assertThat(folder.sessionsCsv()).isNotEmptyFile();
    }

    @Test
    void forksShareTheirClassesAsThoseOfAUsersRunDo() throws Exception {
        Path log =
                SCRATCH.resolve(ProofFolder.run(1, Part.DIRECT)).resolve("logs").resolve("jmh.log");
        assertThat(Files.readString(log)).contains("-XX:SharedArchiveFile=");
    }
}
