package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.IDEMPOTENT;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.TRANSACTIONAL;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.report.Citation.Format;
import org.junit.jupiter.api.Test;

class CitationTest {
    /** Ratios that are the same in every block, and one that goes up and down by 3 %. */
    static SyntheticRun ladder(int blocks) {
        SyntheticRun run = new SyntheticRun().blocks(blocks);
        for (int block = 1; block <= blocks; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 1000));
            run.measured(block, again(throughput(LEADER_ACK)), metric("throughput", 1000));
            run.measured(block, throughput(ALL_ISR), metric("throughput", 700));
            run.measured(block, throughput(IDEMPOTENT), metric("throughput", block % 2 == 0 ? 1030 : 970));
            run.measured(block, throughput(TRANSACTIONAL), metric("throughput", 200));
        }
        return run;
    }

    @Test
    void markdownIsATableWithSentencesThatAreTrueOfTheInterval() {
        assertThat(Citation.of(ladder(8).analysis(), Format.MARKDOWN)).isEqualTo("""
                        Cost as the ratio to leader-ack within blocks, 95 % interval; 1024-byte records, 6 partitions; throughput flat \
                        out

                        | | throughput |
                        | --- | ---: |
                        | leader-ack | 1,000 records/s |
                        | all-isr | ×0.70 (0.70–0.70) |
                        | idempotent | ×1.00 (0.97–1.03) |
                        | transactional 100ms | ×0.20 (0.20–0.20) |

                        - all-isr: throughput costs 30 % (30–30 %)
                        - idempotent: throughput indistinguishable (−3.0 to +3.0 %)
                        - transactional 100ms: throughput costs a factor of 5.0 (5.0–5.0)
                        - all-isr over leader-ack: throughput costs 30 % (30–30 %)
                        - idempotent over all-isr: throughput gains 43 % (39–47 %)
                        - transactional 100ms over idempotent: throughput costs a factor of 5.0 (4.9–5.2)

                        A/A (baseline against itself): throughput ×1.00 (1.00–1.00): every interval contains 1, as it \
                        should. Resolution: throughput 0.0 %; about that much is the median half-width of this run's \
                        intervals to the baseline, A/A included, and smaller differences cannot be seen in it. \
                        leader-ack: acks=1; all-isr: acks=all; idempotent: acks=all, idempotence; transactional 100ms: \
                        acks=all, idempotence, a commit 100ms after a transaction's first record. 3 brokers, 3 copies, \
                        min ISR 2. 2 cores of the client's machine. Producer: linger.ms=5, batch.size=16384, 5 requests \
                        in flight, no compression. client 0. 8 blocks, seed 7. Run 20250102-030405-abcd of \
                        kafka-guarantee-bench 0, jar sha256 not recorded.
                        """);
    }

    @Test
    void latexNeedsNoPackage() {
        assertThat(Citation.of(ladder(8).analysis(), Format.LATEX))
                .startsWith("""
                        \\begin{table}
                        \\caption{Cost as the ratio to leader-ack within blocks, 95 \\% interval; 1024-byte records, 6 partitions; throughput flat out}
                        \\begin{tabular}{lr}
                        \\hline
                         & throughput \\\\
                        \\hline
                        leader-ack & 1,000 records/s \\\\
                        all-isr & $\\times$0.70 (0.70--0.70) \\\\
                        idempotent & $\\times$1.00 (0.97--1.03) \\\\
                        transactional 100ms & $\\times$0.20 (0.20--0.20) \\\\
                        \\hline
                        \\end{tabular}
                        \\end{table}
                        \\noindent all-isr: throughput costs 30 \\% (30--30 \\%).\\\\
                        \\noindent idempotent: throughput indistinguishable ($-$3.0 to +3.0 \\%).\\\\
                        """)
                .contains("\nRun 20250102-030405-abcd of kafka-guarantee-bench 0, jar sha256 not recorded.\n");
    }

    @Test
    void withoutIntervalsNoSentenceIsMadeAndTheTableSaysWhy() {
        assertThat(Citation.of(ladder(2).analysis(), Format.MARKDOWN))
                .contains("within blocks, too few blocks for intervals; ", "| all-isr | ×0.70 |")
                .doesNotContain("costs", "- all-isr");
    }

    @Test
    void whatIsFinalOnlyAfterACommitHasALineOfItsOwn() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 8; block++) {
            run.measured(block, latency(LEADER_ACK), metric("ack_p50", 2000), metric("settled_p50", 2000));
            run.measured(block, latency(TRANSACTIONAL), metric("ack_p50", 3000), metric("settled_p50", 50_000));
        }
        assertThat(Citation.of(run.analysis(), Format.MARKDOWN))
                .contains("; latencies at 10,000 records/s, from the intended send\n")
                .contains("| | ack p50 |\n")
                .contains("| leader-ack | 2,000 µs |\n")
                .contains("| transactional 100ms | ×1.50 (1.50–1.50) |\n")
                .contains("| transactional 100ms, until committed | ×25 (25–25) |\n")
                .contains("- transactional 100ms: until committed p50 costs a factor of 25 (25–25) (50 ms of it are"
                        + " half the commit interval, a setting and no price)\n");
    }

    @Test
    void aRatioWithoutAMeaningIsNotQuoted() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 8; block++) {
            run.measured(block, latency(LEADER_ACK), metric("ack_p50", 2000));
            run.flagged(block, latency(ALL_ISR), new Flag("rate-not-sustained", "9,000"), metric("ack_p50", 90_000));
        }
        assertThat(Citation.of(run.analysis(), Format.MARKDOWN))
                .contains("| all-isr | not comparable |")
                .doesNotContain("×45");
    }

    @Test
    void aRunWithoutFiguresSaysSo() {
        assertThat(Citation.of(new SyntheticRun().unfinished().analysis(), Format.MARKDOWN))
                .startsWith("**NOT FINISHED: it goes on, or was killed; measured are ")
                .contains("Nothing was measured. 3 brokers");
    }

    @Test
    void anAlarmOfTheControlIsTheFirstThatIsPasted() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 8; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 1000));
            run.measured(block, again(throughput(LEADER_ACK)), metric("throughput", 800));
        }
        assertThat(Citation.of(run.analysis(), Format.MARKDOWN))
                .startsWith("**A/A FIRST: the baseline differs from itself in throughput ×0.80 (0.80–0.80).")
                .contains("NOT EVERY INTERVAL CONTAINS 1");
        assertThat(Citation.of(run.analysis(), Format.LATEX))
                .startsWith("\\noindent\\textbf{A/A FIRST: the baseline differs from itself");
        assertThat(Citation.of(ladder(8).analysis(), Format.MARKDOWN)).doesNotContain("FIRST");
    }

    @Test
    void anInterruptedRunSaysHowMuchOfItWasMeasured() {
        SyntheticRun run = ladder(7)
                .blocks(12)
                .segments(new Segment(
                        1, 1, "2025-01-02T03:04:05Z", "2025-01-02T03:30:00Z", "", "", "stopped by a signal"));
        assertThat(Citation.of(run.analysis(), Format.MARKDOWN))
                .startsWith("**INTERRUPTED: stopped by a signal; measured are 7 of 12 planned blocks.**\n\n")
                .contains("7 of 12 planned blocks, seed 7");
        assertThat(Citation.of(ladder(8).analysis(), Format.MARKDOWN)).doesNotContain("INTERRUPTED", "planned");
    }

    @Test
    void howTheRunEndedWhatItLeftOutAndItsSegmentsAreTold() {
        SyntheticRun run = ladder(11)
                .precision(new Precision(
                        0.03, 3600, 10, 0.965, Precision.REACHED, 11, 0.021, "idempotent / all-isr", 0, 0))
                .rejectDisturbed("steal>2%")
                .flagged(
                        12,
                        throughput(LEADER_ACK),
                        new Flag("steal", "5 %"),
                        metric("throughput", 9),
                        metric("steal", 0.05))
                .segments(
                        new Segment(1, 1, "a", "b", "", "", "stopped by a signal"),
                        new Segment(2, 5, "c", "d", "", "segment 1: stopped by a signal", Segment.COMPLETE));
        assertThat(Citation.of(run.analysis(), Format.MARKDOWN))
                .contains("Precision reached: throughput from rung to rung is known to ±2.1 %")
                .contains("to hold 95 % they are computed at 96.5 %")
                .contains(
                        "Measured in 2 segments: the run was resumed from block 5 on (segment 1: stopped by a signal)")
                .contains("--reject-disturbed steal\\>2%, fixed before the run, leaves out 1 of 12 blocks: block 12")
                .contains("Without these blocks: all-isr throughput ×0.70 (0.70–0.70), n=11;")
                .doesNotContain("INTERRUPTED");
    }

    @Test
    void signsOfBothFormatsAreText() {
        assertThat(Citation.markdown("a|b\n<i>_x_*y*`z`[l](u)\\"))
                .isEqualTo("a\\|b \\<i\\>\\_x\\_\\*y\\*\\`z\\`\\[l\\](u)\\\\");
        assertThat(Citation.latex("\\input{x} 5 % & #1 $ _ ^ ~ <µ>±×–−"))
                .isEqualTo("\\textbackslash{}input\\{x\\} 5 \\% \\& \\#1 \\$ \\_ \\textasciicircum{} \\textasciitilde{}"
                        + " $<$$\\mu$$>$$\\pm$$\\times$--$-$");
    }

    @Test
    void anotherFormatIsRefusedWithThoseThatAreAllowed() {
        assertThatThrownBy(() -> Format.parse("html"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--cite html: allowed are markdown, latex");
        assertThat(Format.parse("latex")).isEqualTo(Format.LATEX);
    }
}
