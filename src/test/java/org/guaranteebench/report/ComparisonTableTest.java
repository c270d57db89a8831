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
import java.util.Locale;
import org.guaranteebench.journal.Flag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of two small runs, byte for byte: users script against its columns. */
class ComparisonTableTest {
    private static final double[] THROUGHPUT = {101234.5, 118000, 130500.25, 140000, 95000, 123456.789};

    @TempDir
    private Path out;

    private Path file;

    @BeforeEach
    void name() {
        file = out.resolve("compare.csv");
    }

    /** Both questions, a control, samples of unequal size, too small, empty, zero and spoilt. */
    private static RunComparison comparison() {
        SyntheticRun a = new SyntheticRun("20250102-030405-aaaa");
        SyntheticRun b = new SyntheticRun("20250103-030405-bbbb");
        for (int i = 0; i < THROUGHPUT.length; i++) {
            double level = THROUGHPUT[i];
            a.measured(i + 1, throughput(LEADER_ACK), metric("throughput", level), metric("client_cpu", 9e8 / level));
            a.measured(i + 1, again(throughput(LEADER_ACK)), metric("throughput", level * (0.98 + 0.01 * i)));
            a.measured(
                    i + 1,
                    throughput(TRANSACTIONAL),
                    metric("throughput", level * (0.7 + 0.001 * i)),
                    metric("retries_per_record", 0),
                    metric("commit_p50", 900 + i));
            if (i > 0) {
                b.measured(i + 1, throughput(LEADER_ACK), metric("throughput", 1.5 * level));
                b.measured(i + 1, again(throughput(LEADER_ACK)), metric("throughput", 1.5 * level * (1.02 - 0.01 * i)));
                b.measured(
                        i + 1,
                        throughput(TRANSACTIONAL),
                        metric("throughput", 1.5 * level * (0.5 + 0.001 * i)),
                        metric("retries_per_record", 0.25),
                        metric("commit_p50", 900 - i));
            }
        }
        a.measured(1, latency(LEADER_ACK), metric("ack_p50", 500));
        a.measured(1, latency(ALL_ISR), metric("ack_p50", 700));
        b.measured(1, latency(LEADER_ACK), metric("ack_p50", 400));
        b.flagged(1, latency(ALL_ISR), new Flag("rate-not-sustained", "9000 of 10000"), metric("ack_p50", 7000));
        return new RunComparison(a.analysis(), b.analysis());
    }

    @Test
    void theTableIsTheSameByteForByteInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : new Locale[] {before, Locale.GERMANY}) {
                Locale.setDefault(locale);
                ComparisonTable.write(comparison(), file);
                Golden.assertSame(file, "compare.csv");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void columnsStandInTheOrderOfTheContract() throws IOException {
        ComparisonTable.write(comparison(), file);
        assertThat(Files.readAllLines(file).get(0))
                .isEqualTo(
                        "run_a,run_b,comparison,benchmark,acks,idempotence,transactions,isolation,recordSize,keySize,"
                                + "partitions,rate,linger.ms,batch.size,max.in.flight,compression,producer,level,arm,metric,"
                                + "unit,n_a,n_b,median_a,median_b,ratio,ci_low,ci_high,p,p_holm,method,verdict");
    }

    @Test
    void cellsWithoutAnythingToCompareStillHaveAHeader() throws IOException {
        SyntheticRun a = new SyntheticRun("20250102-030405-aaaa").measured(1, throughput(LEADER_ACK));
        SyntheticRun b = new SyntheticRun("20250103-030405-bbbb").measured(1, throughput(LEADER_ACK));
        ComparisonTable.write(new RunComparison(a.analysis(), b.analysis()), file);
        assertThat(Files.readString(file))
                .startsWith("run_a,run_b,comparison,benchmark,")
                .endsWith("verdict\r\n");
        assertThat(Files.readAllLines(file)).hasSize(1);
    }
}
