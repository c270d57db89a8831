package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.oracle.OracleMain;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.Judgement;
import org.guaranteebench.audit.verdict.Judgements;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.run.Causes;

/**
 * Plays one twin, has it judged, and writes down all that its verdict rests on. Whatever goes wrong with it becomes what
 * is known of it. One thread.
 */
final class TwinPlayer {
    /** It waits for the topic to come to rest, then for each answer. */
    private static final int ORACLE_PATIENCES = 3;

    private final RunFolder run;
    private final ReplaceableBrokers brokers;
    private final int records;
    private final Duration patience;

    /** @param patience for anything that must happen */
    TwinPlayer(RunFolder run, ReplaceableBrokers brokers, int records, Duration patience) {
        this.run = run;
        this.brokers = brokers;
        this.records = records;
        this.patience = patience;
    }

    /**
     * Blocks.
     *
     * <p>Errors: {@link IOException} when the audit's own files cannot be written; {@link InterruptedException} when it
     * is to end, which leaves the twin without facts.
     */
    Observation play(TwinPlan plan) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        AuditFolder folder = plan.folder(run);
        Files.createDirectories(folder.path());
        Observation seen;
        try {
            seen = observe(plan, folder, begin);
        } catch (IOException | RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            brokers.doubt();
            seen = unobserved(plan, e instanceof IOException ? e.getMessage() : Causes.oneLine(e), begin);
        }
        seen.facts().write(folder.facts());
        return seen;
    }

    /** Nothing is played, and the twin has its facts all the same. */
    Observation skip(TwinPlan plan, String reason) throws IOException {
        AuditFolder folder = plan.folder(run);
        Files.createDirectories(folder.path());
        Observation none = unobserved(plan, reason, System.nanoTime());
        none.facts().write(folder.facts());
        return none;
    }

    private Observation observe(TwinPlan plan, AuditFolder folder, long begin)
            throws IOException, InterruptedException {
        AuditKey.random().write(folder.key());
        ProxiedBrokers there = brokers.require();
        TwinScene scene = new TwinScene(folder, there, plan.prefix(run), records, patience);
        Played played;
        try {
            played = plan.script().play(scene);
        } finally {
            scene.endClients();
            try {
                // Of a failure, too, it is evidence.
                there.log(begin).write(folder.proxyLog());
            } finally {
                there.tidy();
            }
        }
        judge(scene, played);
        FaultEvidence evidence = LedgerEndings.added(folder, played.fault());
        // After a failure there are other brokers, or none.
        scene.deleteTopics();
        return new Observation(
                facts(plan, evidence, "", Optional.of(played), begin),
                Twin.observed(counters(folder, plan.script().decisive()), evidence));
    }

    /** By a process of its own, beside which no client of the twin lives. */
    private void judge(TwinScene scene, Played played) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                scene.folder().path().toString(),
                scene.brokers().bootstrap(),
                played.topic(),
                Integer.toString(played.partitions()),
                Long.toString(patience.toSeconds())));
        played.processedOf().ifPresent(arguments::add);
        try (ClientProcess oracle =
                ClientProcess.start("oracle", OracleMain.class, AuditJvms.oracle(records), scene.logs(), arguments)) {
            oracle.awaitEnd(patience.multipliedBy(ORACLE_PATIENCES));
        }
    }

    private static Counters counters(AuditFolder folder, String decisive) throws IOException {
        return Judgements.read(folder.judgements()).judgements().stream()
                .filter(judgement -> judgement.readBack().equals(decisive))
                .map(Judgement::counters)
                .findFirst()
                .orElseThrow(() -> new IOException(folder.path() + ": there is no read-back " + decisive));
    }

    private Observation unobserved(TwinPlan plan, String reason, long begin) {
        Twin twin = Twin.failed(reason);
        return new Observation(facts(plan, twin.fault(), reason, Optional.empty(), begin), twin);
    }

    /** @param played empty if it did not come to its end */
    private TwinFacts facts(
            TwinPlan plan, FaultEvidence evidence, String failure, Optional<Played> played, long begin) {
        return new TwinFacts(
                run.run(),
                plan.scenario().name(),
                plan.scenario().fault(),
                plan.repetition(),
                plan.control(),
                plan.script().words(),
                plan.script().cell().values(),
                plan.scenario().expectation(),
                plan.script().decisive(),
                evidence,
                failure,
                played.map(Played::topic).orElse(""),
                played.filter(p -> p.lag().isPresent())
                        .map(p -> p.lag().getAsLong())
                        .orElse(null),
                tenths(System.nanoTime() - begin));
    }

    private static double tenths(long nanos) {
        return Math.round(nanos / 1e8) / 10.0;
    }
}
