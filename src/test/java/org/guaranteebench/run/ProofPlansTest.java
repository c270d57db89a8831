package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.proof.ProofDesign;
import org.junit.jupiter.api.Test;

class ProofPlansTest {
    private static final RunPlan DIRECT =
            ProofPlans.STANDARD.direct(3, Advertised.OWN_PORTS, Path.of("target", "accounts"));
    private static final RunPlan DELAYED = ProofPlans.STANDARD.delayed(3, Advertised.OWN_PORTS);

    @Test
    void whatIsComparedWithItselfIsTheBaselineOfADefaultRun() {
        List<Arm> users = new Request()
                .plan().arms().stream()
                        .filter(arm -> arm.cell().equals(arm.cell().produced())
                                && arm.cell().acks().toString().equals("1"))
                        .toList();
        assertThat(users).hasSize(4).filteredOn(Arm::control).hasSize(2);
        assertThat(DIRECT.arms()).containsAll(users);
    }

    @Test
    void slowedArmsDifferFromEachOtherInTheirSlownessAlone() {
        List<Arm> slowed = DIRECT.arms().stream()
                .filter(arm -> !arm.workload().producer().isEmpty())
                .toList();
        assertThat(slowed)
                .extracting(arm -> arm.workload().producer().get("proof.units"))
                .containsExactly("600000", "630000", "660000");
        assertThat(DELAYED.arms())
                .extracting(arm -> arm.workload().producer().get(ProofPlans.DELAY))
                .containsExactly("11300", "12250", "13200");
        for (List<Arm> arms : List.of(slowed, DELAYED.arms())) {
            Set<Object> rest = new HashSet<>();
            arms.forEach(arm -> {
                var load = new TreeMap<>(arm.workload().values());
                load.remove("producer");
                rest.add(List.of(arm.benchmark(), arm.cell(), arm.control(), load));
            });
            assertThat(rest).hasSize(1);
        }
    }

    @Test
    void aSessionsRunHasOneStartOfItsBrokersAndTheSeedOfItsNumber() {
        for (RunPlan plan : List.of(DIRECT, DELAYED)) {
            assertThat(plan.blocks()).isEqualTo(7);
            assertThat(plan.incarnations()).isEqualTo(1);
            assertThat(plan.fresh(1)).isTrue();
            for (int block = 2; block <= 7; block++) {
                assertThat(plan.fresh(block)).as("block " + block).isFalse();
            }
            assertThat(plan.request().seed()).isEqualTo(ProofDesign.seed(3));
        }
    }

    @Test
    void theOrderOfTheArmsIsAnotherInEachBlockAndSession() {
        assertThat(DIRECT.order(1)).containsExactlyInAnyOrderElementsOf(DIRECT.arms());
        Set<List<Arm>> orders = new HashSet<>();
        for (int session = 1; session <= 30; session++) {
            RunPlan plan = ProofPlans.STANDARD.direct(session, Advertised.OWN_PORTS, Path.of("target", "accounts"));
            for (int block = 1; block <= 7; block++) {
                orders.add(plan.order(block));
            }
        }
        // Of 480.
        assertThat(orders.size()).isGreaterThan(150);
    }

    @Test
    void brokersAreWarmedByArmsThatNobodySlowed() {
        for (RunPlan plan : List.of(DIRECT, DELAYED)) {
            assertThat(plan.warmUp().steps()).extracting(WarmUp.Step::arm).allSatisfy(arm -> {
                assertThat(arm.benchmark()).isEqualTo("ProduceThroughput");
                assertThat(arm.workload().producer()).isEmpty();
                assertThat(arm.workload().rate()).isEmpty();
            });
        }
    }

    @Test
    void aPercentile99HasTheRecordsThatItNeeds() {
        List<Arm> latencies = DIRECT.arms().stream()
                .filter(arm -> arm.benchmark().equals(ProofPlans.LATENCY))
                .toList();
        assertThat(latencies)
                .hasSize(2)
                .allSatisfy(arm -> assertThat(arm.workload().rate().orElseThrow()
                                * ProofPlans.STANDARD.latency().iterationSeconds()
                                * ProofPlans.STANDARD.latency().iterations())
                        .isGreaterThanOrEqualTo(10_000));
    }
}
