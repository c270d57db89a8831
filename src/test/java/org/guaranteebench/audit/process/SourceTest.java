package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.Parsed;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SourceTest {
    private static final int INCARNATION = 4;

    @TempDir
    private Path home;

    private final AnsweringProducer client = new AnsweringProducer();
    private final AuditKey key = AuditKey.random();

    private PipedOutputStream parent;
    private Checkpoints checkpoints;
    private BufferedReader lines;
    private AuditFolder folder;
    private LedgerWriter ledger;
    private SourceJob job;

    @BeforeEach
    void start() throws IOException {
        folder = new AuditFolder(home);
        ledger = LedgerWriter.create(folder.ledger(INCARNATION), LedgerHeader.of(key.run(), INCARNATION, Role.SOURCE));
        job = SourceJob.of(folder, INCARNATION, "t", 2, 3);
        listen();
    }

    /** Both ends of the line, for a client that stands still at these. */
    private void listen(Point... points) throws IOException {
        job = job.stopAt(points);
        parent = new PipedOutputStream();
        PipedInputStream said = new PipedInputStream(1 << 16);
        lines = new BufferedReader(new InputStreamReader(said));
        checkpoints = Checkpoints.start(
                Set.of(points), new PipedInputStream(parent), new PrintStream(new PipedOutputStream(said)), () -> {});
    }

    @AfterEach
    void end() {
        client.close();
    }

    private void transactional(Fate fate) {
        job = job.transactions(2, fate);
        client.initTransactions();
    }

    private long send() throws InterruptedException {
        return new Source(job, key, client, ledger, checkpoints).send(job.first());
    }

    private CompletableFuture<Long> sending() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return send();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void go() throws IOException {
        parent.write('\n');
        parent.flush();
    }

    private List<String> notes() throws IOException {
        List<String> notes = new ArrayList<>();
        Ledger.open(folder.ledger(INCARNATION)).read(entry -> notes.add(text(entry)));
        return notes;
    }

    private static String text(Entry entry) {
        return entry.event().name().startsWith("TRANSACTION")
                ? entry.event() + " " + entry.transaction()
                : entry.event() + " " + entry.sequence();
    }

    @Test
    void everyMessageIsIntendedBeforeItIsSentAndAcknowledgedWhenItWas() throws Exception {
        client.onSend(sequence -> {
            try {
                assertThat(notes()).contains("INTENT " + sequence).doesNotContain("ACKED " + sequence);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(send()).isEqualTo(3);

        assertThat(notes())
                .containsExactlyInAnyOrder("INTENT 0", "INTENT 1", "INTENT 2", "ACKED 0", "ACKED 1", "ACKED 2");
        assertThat(lines.readLine()).isEqualTo("said acked 3");
    }

    @Test
    void messagesAreGenuineAndGoWhereTheirSequenceBelongs() throws Exception {
        job = job.stream(6).range(1_000, 3).bytes(60);
        send();

        PayloadCodec codec = new PayloadCodec(key);
        assertThat(client.history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 0);
        assertThat(client.history()).allMatch(record -> record.value().length == 60);
        assertThat(client.history())
                .extracting(record -> codec.parse(record.value()))
                .containsExactly(genuine(1_000), genuine(1_001), genuine(1_002));
    }

    private Parsed genuine(long sequence) {
        return new Parsed.Genuine(AuditRecord.plain(key.run(), 6, INCARNATION, sequence));
    }

    @Test
    void whatFailsOnItsWayIsUnknownWhateverItFailedOf() throws Exception {
        client.failures.put(1L, new TimeoutException("no answer"));

        assertThat(send()).isEqualTo(2);

        assertThat(notes()).contains("ACKED 0", "UNKNOWN 1", "ACKED 2").doesNotContain("FAILED 1");
    }

    @Test
    void whatTheClientRefusesBeforeItSendsItHasFailed() throws Exception {
        client.refuse(1, new RecordTooLargeException("more than a request holds"));

        assertThat(send()).isEqualTo(2);

        assertThat(notes()).contains("ACKED 0", "FAILED 1", "ACKED 2").doesNotContain("UNKNOWN 1");
    }

    @Test
    void aTransactionIsAskedForWhenAllOfItIsAcknowledged() throws Exception {
        transactional(Fate.COMMIT);

        assertThat(send()).isEqualTo(3);

        assertThat(client.commitCount()).isEqualTo(2);
        assertThat(notes().subList(4, 6)).containsExactly("TRANSACTION_COMMITTING 0", "TRANSACTION_COMMITTED 0");
        assertThat(notes().subList(6, 10))
                .containsExactly("INTENT 2", "ACKED 2", "TRANSACTION_COMMITTING 1", "TRANSACTION_COMMITTED 1");
    }

    @Test
    void aTransactionThatIsToBeAbortedIsSentAndAcknowledgedBefore() throws Exception {
        transactional(Fate.ABORT);

        assertThat(send()).isEqualTo(3);

        assertThat(client.history()).isEmpty();
        assertThat(notes().subList(0, 4)).containsExactlyInAnyOrder("INTENT 0", "ACKED 0", "INTENT 1", "ACKED 1");
        assertThat(notes().subList(4, 8))
                .containsExactly("TRANSACTION_ABORTED 0", "INTENT 2", "ACKED 2", "TRANSACTION_ABORTED 1");
    }

    @Test
    void aFencedSourceSaysSoAndEndsInGoodOrder() throws Exception {
        transactional(Fate.COMMIT);
        client.commitTransactionException = new ProducerFencedException("there is a successor");

        assertThat(send()).isEqualTo(2);

        assertThat(notes()).endsWith("TRANSACTION_COMMITTING 0", "TRANSACTION_UNKNOWN 0");
        assertThat(lines.readLine()).isEqualTo("said fenced 0");
    }

    @Test
    void aCommitThatFailsOfAnythingElseIsUnknownAndTheSourcesEnd() throws Exception {
        transactional(Fate.COMMIT);
        client.commitTransactionException = new TimeoutException("no answer");

        assertThatThrownBy(this::send).isSameAs(client.commitTransactionException);

        assertThat(notes()).endsWith("TRANSACTION_COMMITTING 0", "TRANSACTION_UNKNOWN 0");
    }

    @Test
    void theFenceIsFoundBehindOtherFailures() throws Exception {
        transactional(Fate.COMMIT);
        client.commitTransactionException =
                new KafkaException("in an error state", new ProducerFencedException("there is a successor"));

        send();

        assertThat(lines.readLine()).isEqualTo("said fenced 0");
    }

    @Test
    void aPositionIsCommittedWithTheMessagesBeforeIt() throws Exception {
        transactional(Fate.COMMIT);
        job = job.positions("positions").range(10, 3);

        send();

        assertThat(client.history())
                .filteredOn(record -> record.topic().equals("positions"))
                .extracting(record -> ByteBuffer.wrap(record.value()).getLong())
                .containsExactly(12L, 13L);
        assertThat(client.history().get(2).topic()).isEqualTo("positions");
    }

    @Test
    void aRecordThatIsAwaitedTravelsAlone() throws Exception {
        job = job.range(0, 5);
        listen(SourcePoint.INTENDED.at(2), SourcePoint.APPENDED.at(2), SourcePoint.ACKED.at(2));
        CompletableFuture<Long> sending = sending();

        assertThat(lines.readLine()).isEqualTo("at intended:2");
        assertThat(notes()).contains("ACKED 0", "ACKED 1").endsWith("INTENT 2");
        assertThat(client.sends).hasValue(2);
        go();
        assertThat(lines.readLine()).isEqualTo("at appended:2");
        assertThat(notes()).endsWith("INTENT 2");
        assertThat(client.sends).hasValue(3);
        go();
        assertThat(lines.readLine()).isEqualTo("at acked:2");
        assertThat(notes()).endsWith("INTENT 2", "ACKED 2");
        assertThat(client.sends).hasValue(3);
        go();
        assertThat(sending.get()).isEqualTo(5);
    }

    @Test
    void transactionsStandWhereTheyAreAwaited() throws Exception {
        transactional(Fate.COMMIT);
        listen(SourcePoint.BEGUN.at(0), SourcePoint.FILLED.at(0), SourcePoint.COMMITTED.at(0));
        CompletableFuture<Long> sending = sending();

        assertThat(lines.readLine()).isEqualTo("at begun:0");
        assertThat(client.transactionInFlight()).isTrue();
        assertThat(notes()).isEmpty();
        go();
        assertThat(lines.readLine()).isEqualTo("at filled:0");
        assertThat(notes()).hasSize(4).contains("ACKED 0", "ACKED 1");
        go();
        assertThat(lines.readLine()).isEqualTo("at committed:0");
        assertThat(notes()).endsWith("TRANSACTION_COMMITTED 0");
        go();
        assertThat(sending.get()).isEqualTo(3);
    }

    @Test
    void noMoreThanSoManyAreUnanswered() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        client.first(() -> awaitQuietly(answering));
        job = job.inflight(2);
        AtomicReference<Thread> sender = new AtomicReference<>();
        client.onSend(sequence -> sender.set(Thread.currentThread()));
        CompletableFuture<Long> sending = sending();

        while (client.sends.get() < 2 || sender.get().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(client.sends).hasValue(2);
        answering.countDown();
        assertThat(sending.get()).isEqualTo(3);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoCannotNoteAnAnswerSendsNoMore() {
        job = job.inflight(1).range(0, 100);
        client.onSend(sequence -> {
            if (sequence == 5) {
                ledger.close();
            }
        });

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(this::send)
                .withMessageContaining("nothing may follow");
        assertThat(client.sends).hasValue(6);
    }
}
