package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.TRANSACTIONAL;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables of one small run, byte for byte. Users script against these columns: add new ones behind the old, and never
 * rename or move one.
 */
class GoldenFilesTest {
    private static final List<String> FILES = List.of("trials.csv", "results.csv", "costs.csv", "spectrum.csv");
    private static final String CELL = "benchmark,acks,idempotence,transactions,isolation";
    private static final String WORKLOAD =
            "recordSize,keySize,partitions,rate,linger.ms,batch.size,max.in.flight,compression,producer";

    private static final double[] BASELINE = {101234.5, 118000, 130500.25, 140000, 95000, 123456.789};
    private static final double[] CONTROL = {102246.8, 116820, 133110.2, 137900, 95475, 122839.5};
    private static final double[] SLOWER = {70864.15, 84960, 88740.17, 99400, 69350, 85185.18};
    private static final double[] CPU = {8123.4, 7999, 8050.5, 8210, 8400.25, 7877};

    @TempDir
    private Path out;

    /** All statuses, a flag, a control, two incarnations, numbers large and small, and a reason that needs quoting. */
    private static RunFolder run(Path out) throws IOException {
        Arm baseline = throughput(LEADER_ACK);
        SyntheticRun run = new SyntheticRun()
                .without(
                        0,
                        throughput(Cell.of("0", "true", "none", "read_uncommitted")),
                        Status.INVALID,
                        "enable.idempotence=true needs acks=all");
        for (int i = 0; i < BASELINE.length; i++) {
            run.measured(
                    i + 1,
                    baseline,
                    metric("throughput", BASELINE[i]),
                    metric("client_cpu", CPU[i]),
                    metric("steal", i * 0.00012345678));
            run.measured(i + 1, again(baseline), metric("throughput", CONTROL[i]), metric("in_log", 1.5e9 + i));
            run.measured(
                    i + 1,
                    throughput(TRANSACTIONAL),
                    metric("throughput", SLOWER[i]),
                    metric("client_cpu", 1.3 * CPU[i]));
        }
        run.withHistograms(1, latency(LEADER_ACK), "latency.hlog", metric("ack_p50", 1234.567), metric("ack_max", 2e8));
        run.flagged(
                1,
                latency(ALL_ISR),
                new Flag("generator-lag", "generator late by 900 us at p99, response p99 is 1000 us"),
                metric("ack_p50", 0.75));
        run.without(2, latency(ALL_ISR), Status.FAILED, "broker 2 said \"no, never\"\nand left");
        run.without(2, latency(LEADER_ACK), Status.INTERRUPTED, "the run was stopped before it");
        RunFolder folder = run.save(out);
        Histogram latencies = new Histogram(3_600_000_000_000L, 3);
        for (int micros = 1; micros <= 200; micros++) {
            latencies.recordValue(1000L * micros);
        }
        HistogramFile.write(
                folder.histograms().resolve("latency.hlog"),
                folder.run(),
                "leader-ack",
                Map.of("ack", latencies),
                1_735_787_045_000L,
                1_735_787_055_000L);
        return folder;
    }

    private static void derive(RunFolder folder) throws IOException {
        Analysis analysis = new Analysis(RunInfo.read(folder.runJson()), Journal.read(folder.journal()));
        Tables.write(analysis, folder);
        Spectrum.write(analysis, folder);
    }

    private String header(String file) throws IOException {
        RunFolder folder = run(out.resolve(file));
        derive(folder);
        return Files.readAllLines(folder.path().resolve(file)).get(0);
    }

    private static void assertGolden(RunFolder folder) throws IOException {
        for (String file : FILES) {
            Golden.assertSame(folder.path().resolve(file), file);
        }
    }

    @Test
    void everyTableIsTheSameByteForByte() throws IOException {
        RunFolder folder = run(out);
        derive(folder);
        assertGolden(folder);
    }

    @Test
    void theLocaleOfTheMachineChangesNothing() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(String.format("%.1f", 0.5)).isEqualTo("0,5");
            RunFolder folder = run(out);
            derive(folder);
            assertGolden(folder);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void columnsStandInTheOrderOfTheContract() throws IOException {
        assertThat(header("trials.csv"))
                .isEqualTo("run,block,position," + CELL + "," + WORKLOAD
                        + ",level,metric,unit,value,status,reason,arm,incarnation,started,flags");
        assertThat(header("results.csv"))
                .isEqualTo("run," + CELL + "," + WORKLOAD + ",level,metric,unit,n,median,ci_low,ci_high,arm");
        assertThat(header("costs.csv"))
                .isEqualTo("run," + CELL + "," + WORKLOAD
                        + ",level,baseline,metric,ratio,ci_low,ci_high,n,method,verdict,arm,comparison,p,p_holm"
                        + ",mean_ratio,mean_low,mean_high");
        assertThat(header("spectrum.csv"))
                .isEqualTo("run," + CELL + "," + WORKLOAD + ",level,arm,distribution,percentile,unit,value,n");
    }

    @Test
    void aRunWithARuleHasItsColumnsBehindTheOthers() throws IOException {
        RunFolder folder = new SyntheticRun()
                .rejectDisturbed("steal>2%")
                .measured(1, throughput(LEADER_ACK), metric("throughput", 1))
                .save(out);
        derive(folder);
        assertThat(Files.readAllLines(folder.trialsCsv()).get(0)).endsWith(",incarnation,started,flags,left_out");
        assertThat(Files.readAllLines(folder.costsCsv()).get(0))
                .endsWith(",mean_low,mean_high,kept_n,kept_ratio,kept_ci_low,kept_ci_high,kept_verdict");
    }

    @Test
    void whereUncertaintyComesFromHasAFileOfItsOwn() throws IOException {
        RunFolder folder = run(out);
        derive(folder);
        assertThat(Files.readAllLines(folder.path().resolve(Variance.FILE)).get(0))
                .isEqualTo("run," + CELL + "," + WORKLOAD + ",level,baseline,metric,arm,comparison,n,starts,sd_start"
                        + ",sd_fork,sd_iteration,share_start,share_fork,share_iteration,helps");
    }

    @Test
    void everyStatusHasARowAndItsReason() throws IOException {
        RunFolder folder = run(out);
        derive(folder);
        String trials = Files.readString(folder.trialsCsv());
        assertThat(trials.split("\r\n"))
                .anyMatch(row -> row.startsWith(SyntheticRun.ID + ",0,0,ProduceThroughput,0,true,none,")
                        && row.contains(",,,,INVALID,enable.idempotence=true needs acks=all,"))
                .anyMatch(row -> row.contains(",INTERRUPTED,the run was stopped before it,"))
                .anyMatch(row -> row.contains(",FAILED,\"broker 2 said \"\"no, never\"\"\nand left\","))
                .anyMatch(row -> row.contains(",OK,,"));
    }

    @Test
    void aRunWithoutTrialsHasHeaders() throws IOException {
        RunFolder folder = new SyntheticRun().save(out);
        derive(folder);
        for (String file : FILES) {
            assertThat(Files.readString(folder.path().resolve(file)))
                    .as(file)
                    .startsWith(header(file).replace(WORKLOAD + ",", "") + "\r\n");
        }
    }

    @Test
    void aTrialWithoutMetricsStillHasItsRow() throws IOException {
        RunFolder folder =
                new SyntheticRun().measured(1, throughput(LEADER_ACK)).save(out);
        derive(folder);
        assertThat(Files.readAllLines(folder.trialsCsv()))
                .hasSize(2)
                .last()
                .asString()
                .contains(",,,,OK,,leader-ack,1,");
    }
}
