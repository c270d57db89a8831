package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofEvaluationTest {
    private static final int MANY = 300;

    /** Of seven blocks: signed-rank sums up to 2 are left out on both sides. */
    private static final double EXACT = 122 / 128.0;

    @TempDir
    private Path home;

    private static Map<String, ProofShare> shares(int sessions, IntFunction<SyntheticSession> session) {
        List<ProofRow> rows = new ArrayList<>();
        for (int i = 1; i <= sessions; i++) {
            rows.addAll(session.apply(i).rows());
        }
        return ProofShare.of(rows).stream()
                .collect(Collectors.toMap(share -> share.question() + " " + share.metric(), share -> share));
    }

    private static SyntheticSession quiet(int session) {
        return new SyntheticSession(session, ProofDesign.BLOCKS, 0.01);
    }

    @Test
    void soundIntervalsCoverEachTruthAsOftenAsTheyShould() {
        BinomialDistribution expected = BinomialDistribution.of(MANY, EXACT);
        Map<String, ProofShare> shares = shares(MANY, ProofEvaluationTest::quiet);
        assertThat(shares)
                .containsOnlyKeys(
                        "aa throughput",
                        "aa ack_p50",
                        "aa ack_p99",
                        "work-5 throughput",
                        "work-10 throughput",
                        "delay-5 ack_p50",
                        "delay-10 ack_p50",
                        "naive-95 throughput",
                        "naive-99.9 throughput");
        shares.forEach((name, share) -> {
            assertThat(share.sessions()).as(name).isEqualTo(MANY);
            assertThat(share.intervals()).as(name).isEqualTo(MANY);
            if (!name.startsWith("naive")) {
                assertThat(share.covered())
                        .as(name)
                        .isBetween(
                                expected.inverseCumulativeProbability(1e-5), expected.inverseSurvivalProbability(1e-5));
                assertThat(share.refuted()).as(name).isFalse();
            }
        });
    }

    @Test
    void theTruthOfASlowdownIsWhatWasPutIn() {
        Map<String, ProofRow> rows = new HashMap<>();
        quiet(1).rows().forEach(row -> rows.put(row.question() + " " + row.metric(), row));
        assertThat(rows.get("aa throughput").truth()).isEqualTo(1);
        assertThat(rows.get("work-5 throughput").truth()).isCloseTo(1 / (1 + 0.05 * 0.95), within(1e-9));
        assertThat(rows.get("work-10 throughput").truth()).isCloseTo(1 / (1 + 0.10 * 0.95), within(1e-9));
        assertThat(rows.get("delay-5 ack_p50").truth()).isCloseTo(1.05, within(0.005));
        assertThat(rows.get("delay-10 ack_p50").truth()).isCloseTo(1.10, within(0.01));
        assertThat(rows.get("naive-95 throughput").truth()).isEqualTo(1);
    }

    @Test
    void atOnePercentNoiseBothSlowdownsAreDetectedAndInNoiseTheyAreNot() {
        Map<String, ProofShare> quiet = shares(50, ProofEvaluationTest::quiet);
        Map<String, ProofShare> noisy = shares(50, i -> new SyntheticSession(i, ProofDesign.BLOCKS, 0.5));
        for (String slowdown : List.of("work-5 throughput", "work-10 throughput", "delay-10 ack_p50")) {
            assertThat(quiet.get(slowdown).detected()).as(slowdown).isGreaterThan(47);
            assertThat(noisy.get(slowdown).detected()).as(slowdown).isLessThan(15);
        }
        assertThat(quiet.get("aa throughput").detected())
                .as("of no difference")
                .isEqualTo(50 - quiet.get("aa throughput").covered());
    }

    /** An accident of 3 % that stays with an arm as long as the session lasts. */
    @Test
    void intervalsThatDoNotKnowOfWhatScattersBetweenSessionsAreRefutedByThirty() {
        Map<String, ProofShare> shares = shares(
                30, i -> quiet(i).bias(ratio -> ratio * Math.exp(0.03 * new SplittableRandom(i).nextGaussian())));
        for (String name : List.of("aa throughput", "aa ack_p99", "work-5 throughput", "delay-10 ack_p50")) {
            assertThat(shares.get(name).refuted())
                    .as(name + " " + shares.get(name).covered())
                    .isTrue();
        }
    }

    @Test
    void theNaiveWayTakesADriftForADifferenceAndTheSuiteDoesNot() {
        Map<String, ProofShare> shares = shares(30, i -> quiet(i).drift(1.2));
        assertThat(shares.get("naive-95 throughput").covered()).isZero();
        assertThat(shares.get("naive-95 throughput").refuted()).isTrue();
        assertThat(shares.get("naive-99.9 throughput").detected()).isEqualTo(30);
        assertThat(shares.get("aa throughput").refuted()).isFalse();
    }

    @Test
    void aNaiveIntervalThatIsWiderThanItsEstimateEndsAtNothing() {
        List<ProofRow> rows = new SyntheticSession(1, ProofDesign.BLOCKS, 1.5).rows();
        assertThat(rows)
                .filteredOn(row -> row.question() == Question.NAIVE_999)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.low()).isZero();
                    assertThat(ProofTables.row(row)).containsEntry("ci_low", "0");
                });
    }

    @Test
    void belowSixBlocksThereIsAnEstimateAndNoInterval() {
        List<ProofRow> rows = new SyntheticSession(1, 5, 0.01).rows();
        assertThat(rows)
                .filteredOn(row -> row.question() != Question.NAIVE_95 && row.question() != Question.NAIVE_999)
                .hasSize(7)
                .allSatisfy(row -> {
                    assertThat(row.n()).isEqualTo(5);
                    assertThat(row.estimate()).isFinite().isPositive();
                    assertThat(row.truth()).isFinite().isPositive();
                    assertThat(row.hasInterval()).isFalse();
                });
        ProofShare share = ProofShare.of(rows).get(0);
        assertThat(share.sessions()).isEqualTo(1);
        assertThat(share.intervals()).isZero();
        assertThat(share.refuted()).isFalse();
        assertThat(share.row()).containsEntry("intervals", "0").containsEntry("share", "");
    }

    @Test
    void anArmThatNobodyMeasuredIsInItsRowAndCoversNothing() {
        SyntheticSession session = quiet(1);
        List<ProofRow> rows =
                new ProofEvaluation(session.file(), session.direct().analysis(), new SyntheticRun().analysis()).rows();
        assertThat(rows)
                .filteredOn(row -> row.question() == Question.DELAY_5)
                .hasSize(1)
                .allSatisfy(row -> {
                    assertThat(row.n()).isZero();
                    assertThat(row.hasInterval()).isFalse();
                    assertThat(ProofTables.row(row))
                            .containsEntry("covered", "")
                            .containsEntry("truth", "");
                });
    }

    @Test
    void whatTheSuiteRefusesToCompareIsCountedAndStaysIn() {
        SyntheticSession session = quiet(1);
        SyntheticRun delayed = session.delayed();
        delayed.flagged(
                8,
                SyntheticSession.delayed(5),
                new Flag("rate-not-sustained", "half of it"),
                SyntheticRun.metric("ack_p50", 1));
        List<ProofShare> shares = ProofShare.of(
                new ProofEvaluation(session.file(), session.direct().analysis(), delayed.analysis()).rows());
        assertThat(shares)
                .filteredOn(share -> share.question() == Question.DELAY_5)
                .allSatisfy(share -> {
                    assertThat(share.refused()).isEqualTo(1);
                    assertThat(share.intervals()).isEqualTo(1);
                });
        assertThat(shares)
                .filteredOn(share -> share.question() == Question.DELAY_10)
                .allSatisfy(share -> assertThat(share.refused()).isZero());
    }

    @Test
    void bothTablesComeFromTheFilesOfTheSessionsAndHaveTheColumnsThatPlotsRead() throws Exception {
        ProofFolder folder = new ProofFolder(home.resolve("proof"));
        for (int i = 1; i <= 12; i++) {
            new SyntheticSession(i, ProofDesign.BLOCKS, 0.03)
                    .drift(1 + 0.02 * i)
                    .save(folder, home.resolve("scratch"));
        }
        List<ProofShare> shares = ProofTables.write(folder);
        assertThat(shares)
                .hasSize(9)
                .allSatisfy(share -> assertThat(share.sessions()).isEqualTo(12));
        Golden.assertSame(folder.proofCsv(), "proof/proof.csv");
        Golden.assertSame(folder.sessionsCsv(), "proof/sessions.csv");
        String run = ProofFolder.run(1, ProofFolder.Part.DIRECT);
        assertThat(Files.list(folder.path().resolve(run))
                        .map(p -> p.getFileName().toString()))
                .containsExactlyInAnyOrder("run.json", "trials.jsonl.gz");
    }
}
