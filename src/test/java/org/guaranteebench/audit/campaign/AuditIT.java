package org.guaranteebench.audit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.guaranteebench.MappedChildren;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.campaign.Plays.Deed;
import org.guaranteebench.audit.campaign.Plays.Heard;
import org.guaranteebench.audit.proxy.Rule;
import org.guaranteebench.audit.scenario.AuditBrokers.Leadership;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verify.RunVerification;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.report.AuditRow;
import org.guaranteebench.report.AuditTable;
import org.guaranteebench.run.ProcessBrokers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whole audits on real brokers, of scenarios that stand for what may happen in one. */
@ExtendWith(MappedChildren.class)
class AuditIT {
    private static final String RUN = "20250102-030405-abcd";
    private static final Deed NOTHING = (scene, topic) -> FaultEvidence.proven("nothing had to happen");

    @TempDir
    private Path home;

    private final Heard heard = new Heard();

    private Audit audit(int nodes, int repetitions, Scenario... scenarios) throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        return new Audit(
                new AuditRequest(
                        List.of(scenarios),
                        100,
                        repetitions,
                        0,
                        new ProcessBrokers(nodes, "a test"),
                        Optional.of(data),
                        List.of("audit")),
                RunFolder.create(home.resolve("results"), RUN),
                heard);
    }

    private RunFolder folder() {
        return new RunFolder(home.resolve("results").resolve(RUN));
    }

    private AuditFolder twin(String scenario, String twin) {
        return new AuditFolder(folder().audit().resolve(scenario).resolve(twin));
    }

    private List<String> verdicts() {
        return heard.rulings.stream()
                .flatMap(ruling ->
                        Stream.of(ruling.verdicts().weak(), ruling.verdicts().strong()))
                .map(verdict -> verdict.words() + ": " + verdict.statement())
                .toList();
    }

    private void assertNothingIsLeft() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(home.resolve("data")).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("proxy-"));
    }

    private void assertVerified() throws IOException {
        AuditTable.write(
                folder().auditCsv(),
                heard.rulings.stream()
                        .flatMap(ruling -> AuditRow.of(ruling).stream())
                        .toList());
        // These scenarios have no fault that anybody but the test knows of.
        assertThat(RunVerification.of(folder())).isNotEmpty();
        assertThat(RunVerification.of(folder()).stream().flatMap(check -> check.differences().stream()))
                .allMatch(line -> line.endsWith(" here: that its fault fired is taken on trust"));
    }

    @Test
    void twinsAreJudgedByAnOracleAndAllThatVerdictsRestOnIsKept() throws Exception {
        audit(3, 2, Plays.losing("T1")).execute();
        String lost = "VIOLATED (expected): observed 10 lost in 100 sends under T1";
        String held = "HELD: observed 0 lost in 100 sends under T1";
        assertThat(verdicts()).containsExactly(lost, held, lost, held);
        assertThat(heard.phases).containsExactly("starting 3 brokers");
        assertThat(heard.ownWarnings()).isEmpty();
        for (String scenario : List.of("T1", "T1-2")) {
            for (String twin : List.of("weak", "strong")) {
                AuditFolder folder = twin(scenario, twin);
                assertThat(List.of(folder.key(), folder.facts(), folder.judgements(), folder.proxyLog()))
                        .allSatisfy(file -> assertThat(file).isRegularFile());
                assertThat(folder.ledgers()).hasSize(1);
                assertThat(folder.readBacks()).hasSize(2);
            }
        }
        RunInfo info = RunInfo.read(folder().runJson());
        assertThat(info.finished()).isNotEmpty();
        assertThat(info.topology()).containsEntry("broker", "process").containsEntry("chosen", "a test");
        assertThat(info.versions()).containsKeys("broker", "transaction.version");
        assertVerified();
        assertNothingIsLeft();
    }

    @Test
    void aTwinThatFailsCostsItsOwnVerdictAndWhatItLeftIsUndone() throws Exception {
        Deed refuses = (scene, topic) -> {
            scene.start("idler", Idler.class, List.of());
            throw new IOException("the client would not start");
        };
        Deed leavesTraces = (scene, topic) -> {
            scene.brokers().beforeClients(1).arm(Rule.produce().from(1).swallowRequest());
            scene.brokers().beforeReplicas(1).cut();
            return FaultEvidence.missing("nobody has looked");
        };
        Scenario first = Plays.scenario("T1", 10, refuses, 0, NOTHING);
        Scenario second = Plays.scenario("T2", 100, leavesTraces, 0, NOTHING);
        audit(1, 1, first, second).execute();
        assertThat(verdicts())
                .containsExactly(
                        "INCONCLUSIVE: not observed: the client would not start",
                        "INCONCLUSIVE: observed 0 lost in 100 sends under T1, but the weak twin proves nothing: not"
                                + " observed: the client would not start",
                        "INCONCLUSIVE: the fault is not proven to have fired: nobody has looked",
                        "INCONCLUSIVE: observed 0 lost in 100 sends under T2, but the weak twin proves nothing: the"
                                + " fault is not proven to have fired: nobody has looked");
        assertThat(heard.phases).as("anew after the failure").hasSize(2);
        assertThat(Files.readAllLines(twin("T2", "weak").proxyLog()))
                .hasSize(1)
                .allMatch(line -> line.contains("before replicas of broker 1: cut"));
        assertThat(twin("T1", "weak").facts()).content().contains("\"failure\" : \"the client would not start\"");
        assertVerified();
        assertNothingIsLeft();
    }

    @Test
    void deadAndPausedBrokersAreNoNextTwins() throws Exception {
        Deed kills = (scene, topic) -> {
            Leadership before = scene.brokers().leadership(topic, 1);
            assertThat(before).isEqualTo(new Leadership(2, 0, List.of(1, 2, 3)));
            String how = scene.brokers().kill(2);
            Leadership after = scene.brokers().awaitOtherLeader(topic, 1, 2, Duration.ofSeconds(60));
            assertThat(after.leader()).isEqualTo(3);
            assertThat(after.epoch()).isPositive();
            return FaultEvidence.proven(how + "; leader epoch " + before.epoch() + " to " + after.epoch());
        };
        Deed pauses = (scene, topic) -> {
            scene.brokers().pause(3);
            scene.brokers().kill(3);
            scene.brokers().restart(3);
            scene.brokers().awaitInSync(topic, 0, Duration.ofSeconds(60));
            // Leads none of the two partitions that are written next.
            scene.brokers().pause(3);
            return FaultEvidence.proven("broker 3 is paused");
        };
        audit(3, 1, Plays.scenario("T1", 10, kills, 0, pauses), Plays.losing("T2"))
                .execute();
        assertThat(heard.rulings).allMatch(Ruling::asExpected);
        assertThat(heard.phases).as("anew after a death, not after a pause").hasSize(2);
        assertThat(heard.twins.get(0).facts().evidence().words())
                .matches("broker 2 \\(process \\d+\\) ended with status 137, which is SIGKILL; leader epoch 0 to [12]");
        assertThat(folder().logs().resolve("incarnation-1").resolve("broker-1.log"))
                .isNotEmptyFile();
        assertNothingIsLeft();
    }

    @Test
    void stoppedInTheMiddleItHasARowForEachTwinAndLeavesNothing() throws Exception {
        CountDownLatch playing = new CountDownLatch(1);
        Deed waits = (scene, topic) -> {
            scene.start("idler", Idler.class, List.of()).pause();
            scene.brokers().pause(1);
            playing.countDown();
            TimeUnit.MINUTES.sleep(10);
            return FaultEvidence.missing("never comes here");
        };
        Audit audit = audit(1, 1, Plays.losing("T1"), Plays.scenario("T2", 10, waits, 0, NOTHING), Plays.losing("T3"));
        Thread execution = new Thread(() -> {
            try {
                audit.execute();
            } catch (IOException e) {
                heard.warnings.add(e.getMessage());
            }
        });
        execution.start();
        assertThat(playing.await(60, TimeUnit.SECONDS)).isTrue();
        audit.stop();
        execution.join(20_000);
        assertThat(execution.isAlive()).isFalse();
        assertThat(heard.ownWarnings()).isEmpty();
        assertThat(heard.twins)
                .extracting(twin -> twin.facts().failure())
                .containsExactly(
                        "",
                        "",
                        "the audit was stopped during it",
                        "the audit was stopped before it",
                        "the audit was stopped before it",
                        "the audit was stopped before it");
        assertThat(heard.twins.get(0).twin().counters().orElseThrow().of(Counter.LOST))
                .isEqualTo(10);
        assertVerified();
        assertNothingIsLeft();
        try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(temporary)
                    .noneMatch(path -> path.getFileName().toString().startsWith("kgb-stopped-"));
        }
    }

    /** A client that does nothing, and would do so for ever. */
    static final class Idler {
        private Idler() {}

        public static void main(String[] args) throws InterruptedException {
            TimeUnit.HOURS.sleep(1);
        }
    }
}
