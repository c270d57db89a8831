package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used is refused with status 2 and one line that says which flag, which value, and what is allowed. */
class MainTest {
    @TempDir
    private Path home;

    private Path file;

    /** Below a file nothing can be created, so no {@code run} in this class can get as far as a broker. */
    @BeforeEach
    void nowhereToWrite() throws IOException {
        file = Files.writeString(home.resolve("file"), "");
    }

    private static void assertRefused(Invocation invocation, String... parts) {
        assertThat(invocation.err())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.status()).isEqualTo(2);
    }

    private Invocation run(String line) {
        return Invocation.line(line + " --out " + file.resolve("results"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --bogus                                   | bogus is not a recognized option
            -i abc                                    | -i abc: allowed are whole numbers
            -i 0                                      | '0' of option i
            -r 1x                                     | -r 1x: allowed are times above 0
            -w -1                                     | -w -1: allowed are times above 0
            -wf -1                                    | -wf -1: allowed are whole numbers
            -t 0                                      | -t 0: allowed are a number of threads
            -jvmArgs                                  | jvmArgs requires an argument
            -f -1                                     | -f -1: allowed are whole numbers
            -f 0                                      | -f 0: allowed are 1 and more
            --blocks x                                | --blocks x: allowed are 1 to 50
            --blocks 0                                | --blocks 0: allowed are 1 to 50
            --blocks 51                               | --blocks 51: allowed are 1 to 50
            -f 51                                     | -f 51: allowed are 1 to 50
            --blocks 4 -f 3                           | --blocks 4 and -f 3
            --blocks                                  | '--blocks'
            --seed 99999999999999999999               | '--seed': '99999999999999999999'
            --seed                                    | '--seed'
            --quick --full                            | --quick and --full: one of them
            --quick --quick                           | '--quick' should be specified only once
            --nodes 2                                 | --nodes 2: allowed are 1, 3
            --nodes x                                 | --nodes x: allowed are 1, 3
            --broker docker                           | --broker docker: allowed are auto, process, container, external
            --out                                     | '--out'
            -p                                        | '-p'
            -p acks                                   | -p acks: allowed is name=value
            -p =1                                     | -p =1: allowed is name=value
            -p nonesuch=1                             | -p nonesuch: no such parameter; allowed are acks, idempotence
            -p lingerMs=1                             | -p lingerMs: no such parameter; allowed are acks, idempotence
            -p acks=2                                 | acks=2: allowed are 0, 1, all
            -p acks=1,                                | acks=: allowed are 0, 1, all
            -p idempotence=yes                        | idempotence=yes: allowed are false, true
            -p transactions=0                         | transactions=0: allowed are none
            -p transactions=61s                       | transactions=61s: allowed are none
            -p isolation=serializable                 | isolation=serializable: allowed are read_uncommitted, read_committed
            -p recordSize=15                          | recordSize=15: allowed are 16 to 1000000
            -p keySize=999                            | keySize=999: allowed are 0
            -p partitions=0                           | partitions=0: allowed are 1 to 1000
            -p rate=abc                               | rate=abc: allowed are 1 to 10000000
            -p linger.ms=-1                           | linger.ms=-1: allowed are 0 to
            -p batch.size=999999999                   | batch.size=999999999: allowed are 0 to
            -p max.in.flight=0                        | max.in.flight=0: allowed are 1 to 100
            -p compression=brotli                     | compression=brotli: allowed are none, gzip, snappy, lz4, zstd
            -p acks=all -p acks=1                     | -p acks=1: given twice
            -p rate=5 ProduceThroughput               | -p rate: none of the chosen benchmarks has this parameter: ProduceThroughput
            -p producer.nonesuch=1                    | producer.nonesuch: not a producer property; allowed are [acks
            -p producer.linger.ms=3                   | producer.linger.ms=3: is set by -p linger.ms
            -p producer.acks=all                      | producer.acks=all: is set by -p acks
            -p producer.bootstrap.servers=h:1         | producer.bootstrap.servers=h:1: is set by the suite
            -p producer.buffer.memory=abc             | producer.buffer.memory=abc: Invalid value abc
            -p producer.buffer.memory=-1              | producer.buffer.memory=-1: Invalid value -1
            -p producer.buffer.memory=1;2             | producer.buffer.memory=1;2: a value cannot hold ';'
            -p consumer.fetch.min.bytes=1             | -p consumer.fetch.min.bytes: none of the chosen benchmarks has a consumer
            -p consumer.isolation.level=x Consume     | consumer.isolation.level=x: is set by -p isolation
            -p consumer.group.id=x Consume            | consumer.group.id=x: is set by the suite, which has a fresh group
            -p consumer.enable.auto.commit=true Pipe  | consumer.enable.auto.commit=true: is set by -p commit, of a stage -p semantics
            -p consumer.max.poll.records=9 Pipe       | -p consumer.max.poll.records: in PipelineThroughput it is set by -p batch
            -p acks=0 -p idempotence=true             | no valid cell: enable.idempotence=true needs acks=all
            -p idempotence=false -p transactions=1    | no valid cell: a transactional.id needs enable.idempotence=true
            -p isolation=read_committed               | no consumer takes part, so isolation.level cannot act
            Nonesuch                                  | no benchmark matches Nonesuch: there are ProduceThroughput, ProduceLatency,
            ProduceT -e Produce                       | no benchmark matches ProduceT without Produce: there are
            [                                         | benchmark pattern [: Unclosed character class
            --baseline nonesuch                       | --baseline nonesuch: no cell of this run is it; there are fire-and-forget, leader-ack
            --baseline nonesuch=1                     | nonesuch is none of acks, idempotence, transactions, isolation, semantics, log
            --baseline rate=1                         | rate is none of acks, idempotence, transactions, isolation, semantics, log
            --baseline acks=7                         | acks=7: allowed are 0, 1, all
            --baseline acks=1 -p acks=all             | --baseline acks=1: no cell of this run is it; there are all-isr
            -bm avgt                                  | -bm avgt: allowed are thrpt
            -opi 3                                    | -opi: an operation is a record
            -tg 1,1                                   | -tg: no benchmark has thread groups; allowed is -t
            -wm BULK                                  | -wm BULK: allowed are INDI
            -wmb .*                                   | -wmb: every trial is a fork of one benchmark
            -bs 3                                     | -bs and -wbs act in single-shot mode only
            -wbs 3                                    | -bs and -wbs act in single-shot mode only
            """)
    void whatCannotBePlannedIsRefusedByPlanAndRunAlike(String line, String part) {
        assertRefused(Invocation.line("plan " + line), part);
        if (!line.matches(".*-(-blocks|-seed|-out|p|jvmArgs)")) {
            assertRefused(run("run " + line), part);
            assertRefused(run(line.startsWith("-") ? line : "run " + line), part);
        }
    }

    @Test
    void whatIsNoCommandIsABenchmarkPatternOfRun() {
        assertRefused(run("paln"), "no benchmark matches paln: there are ProduceThroughput, ProduceLatency,");
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeAnythingStarts() {
        assertRefused(run("run --blocks 1"), "--out " + file.resolve("results") + ": cannot create ");
        assertRefused(run("--blocks 1"), "--out " + file.resolve("results") + ": cannot create ");
        assertThat(file).isRegularFile();
    }

    @Test
    void aResultFileThatCannotBeWrittenIsRefusedBeforeAnythingStarts() {
        Path results = home.resolve("nowhere").resolve("jmh.json");
        assertRefused(run("run -rf json -rff " + results), "-rff " + results + ": cannot be written");
        assertRefused(run("run -rf json -rff " + home), "-rff " + home + ": cannot be written");
    }

    @Test
    void aProfilerThatDoesNotExistIsRefusedBeforeAnythingStarts() {
        assertRefused(run("run -prof nonesuch"), "-prof nonesuch: ");
    }

    @Test
    void aSecretIsRefusedAndNotRepeated() {
        for (String property : new String[] {"ssl.key.password", "sasl.jaas.config", "ssl.keystore.password"}) {
            Invocation invocation = Invocation.line("plan -p producer." + property + "=canary");
            assertRefused(invocation, "producer." + property + ": security settings are refused here");
            assertThat(invocation.err().toString()).doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @CsvSource({"--version", "-V", "run --version", "plan -V"})
    void theVersionNamesSuiteKafkaAndJmh(String line) {
        Invocation invocation = line.startsWith("run") ? run(line) : Invocation.line(line);
        assertThat(invocation.status()).isZero();
        assertThat(invocation.err()).isEmpty();
        if (line.startsWith("-")) {
            assertThat(invocation.out()).hasSize(2);
            assertThat(invocation.out().get(0)).matches("kafka-guarantee-bench \\d+\\.\\d+\\.\\d+\\S* \\(.+\\)");
            assertThat(invocation.out().get(1)).matches("Kafka client and broker \\d+\\.\\d+\\.\\d+, JMH \\d+\\.\\d+");
        }
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h"})
    void helpNamesTheCommandsAndTheStatusCodes(String flag) {
        Invocation invocation = Invocation.of(flag);
        assertThat(invocation.status()).isZero();
        assertThat(String.join(" ", invocation.out()).replaceAll("\\s+", " "))
                .contains("run ", "plan ", "list ", "report ", "compare ")
                .contains("0 all planned cells measured", "2 unusable arguments", "130 interrupted");
    }

    @ParameterizedTest
    @CsvSource({"run", "plan"})
    void helpOfACommandNamesTheSuitesOwnFlags(String command) {
        Invocation invocation = run(command + " --help");
        assertThat(invocation.status()).isZero();
        assertThat(String.join(" ", invocation.out()))
                .contains(
                        "--quick", "--full", "--blocks", "--seed", "--baseline", "--broker", "--nodes", "--out", "-p");
    }

    @Test
    void whatJmhCanListItStillLists() {
        Invocation profilers = run("-lprof");
        assertThat(profilers.status()).isZero();
        assertThat(profilers.out()).anyMatch(line -> line.trim().startsWith("gc:"));
        Invocation formats = run("run -lrf");
        assertThat(formats.status()).isZero();
        assertThat(String.join(" ", formats.out())).contains("json", "csv");
    }
}
