package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
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
    @TempDir
    private Path home;

    private SourceRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new SourceRig(home);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void everyMessageIsIntendedBeforeItIsSentAndAcknowledgedWhenItWas() throws Exception {
        rig.client.onSend(sequence -> {
            try {
                assertThat(rig.notes()).contains("INTENT " + sequence).doesNotContain("ACKED " + sequence);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(rig.send()).isEqualTo(3);

        assertThat(rig.notes())
                .containsExactlyInAnyOrder("INTENT 0", "INTENT 1", "INTENT 2", "ACKED 0", "ACKED 1", "ACKED 2");
        assertThat(rig.line()).isEqualTo("said acked 3");
    }

    @Test
    void messagesAreGenuineAndGoWhereTheirSequenceBelongs() throws Exception {
        rig.job = rig.job.stream(6).range(1_000, 3).bytes(60);
        rig.send();

        PayloadCodec codec = new PayloadCodec(rig.key);
        assertThat(rig.client.history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 0);
        assertThat(rig.client.history()).allMatch(record -> record.value().length == 60);
        assertThat(rig.client.history())
                .extracting(record -> codec.parse(record.value()))
                .containsExactly(genuine(1_000), genuine(1_001), genuine(1_002));
    }

    private Parsed genuine(long sequence) {
        return new Parsed.Genuine(AuditRecord.plain(rig.key.run(), 6, SourceRig.INCARNATION, sequence));
    }

    @Test
    void whatFailsOnItsWayIsUnknownWhateverItFailedOf() throws Exception {
        rig.client.failures.put(1L, new TimeoutException("no answer"));

        assertThat(rig.send()).isEqualTo(2);

        assertThat(rig.notes()).contains("ACKED 0", "UNKNOWN 1", "ACKED 2").doesNotContain("FAILED 1");
    }

    @Test
    void whatTheClientRefusesBeforeItSendsItHasFailed() throws Exception {
        rig.client.refuse(1, new RecordTooLargeException("more than a request holds"));

        assertThat(rig.send()).isEqualTo(2);

        assertThat(rig.notes()).contains("ACKED 0", "FAILED 1", "ACKED 2").doesNotContain("UNKNOWN 1");
    }

    @Test
    void aTransactionIsAskedForWhenAllOfItIsAcknowledged() throws Exception {
        rig.transactional(Fate.COMMIT);

        assertThat(rig.send()).isEqualTo(3);

        assertThat(rig.client.commitCount()).isEqualTo(2);
        assertThat(rig.notes().subList(4, 6)).containsExactly("TRANSACTION_COMMITTING 0", "TRANSACTION_COMMITTED 0");
        assertThat(rig.notes().subList(6, 10))
                .containsExactly("INTENT 2", "ACKED 2", "TRANSACTION_COMMITTING 1", "TRANSACTION_COMMITTED 1");
    }

    @Test
    void aTransactionThatIsToBeAbortedIsSentAndAcknowledgedBefore() throws Exception {
        rig.transactional(Fate.ABORT);

        assertThat(rig.send()).isEqualTo(3);

        assertThat(rig.client.history()).isEmpty();
        assertThat(rig.notes().subList(0, 4)).containsExactlyInAnyOrder("INTENT 0", "ACKED 0", "INTENT 1", "ACKED 1");
        assertThat(rig.notes().subList(4, 8))
                .containsExactly("TRANSACTION_ABORTED 0", "INTENT 2", "ACKED 2", "TRANSACTION_ABORTED 1");
    }

    @Test
    void aFencedSourceSaysSoAndEndsInGoodOrder() throws Exception {
        rig.transactional(Fate.COMMIT);
        rig.client.commitTransactionException = new ProducerFencedException("there is a successor");

        assertThat(rig.send()).isEqualTo(2);

        assertThat(rig.notes()).endsWith("TRANSACTION_COMMITTING 0", "TRANSACTION_UNKNOWN 0");
        assertThat(rig.line()).isEqualTo("said fenced 0");
    }

    @Test
    void aCommitThatFailsOfAnythingElseIsUnknownAndTheSourcesEnd() throws Exception {
        rig.transactional(Fate.COMMIT);
        rig.client.commitTransactionException = new TimeoutException("no answer");

        assertThatThrownBy(rig::send).isSameAs(rig.client.commitTransactionException);

        assertThat(rig.notes()).endsWith("TRANSACTION_COMMITTING 0", "TRANSACTION_UNKNOWN 0");
    }

    @Test
    void theFenceIsFoundBehindOtherFailures() throws Exception {
        rig.transactional(Fate.COMMIT);
        rig.client.commitTransactionException =
                new KafkaException("in an error state", new ProducerFencedException("there is a successor"));

        rig.send();

        assertThat(rig.line()).isEqualTo("said fenced 0");
    }

    @Test
    void aPositionIsCommittedWithTheMessagesBeforeIt() throws Exception {
        rig.transactional(Fate.COMMIT);
        rig.job = rig.job.positions("positions").range(10, 3);

        rig.send();

        assertThat(rig.client.history())
                .filteredOn(record -> record.topic().equals("positions"))
                .extracting(record -> ByteBuffer.wrap(record.value()).getLong())
                .containsExactly(12L, 13L);
        assertThat(rig.client.history().get(2).topic()).isEqualTo("positions");
    }

    @Test
    void aRecordThatIsAwaitedTravelsAlone() throws Exception {
        rig.job = rig.job.range(0, 5);
        rig.stopAt(SourcePoint.INTENDED.at(2), SourcePoint.APPENDED.at(2), SourcePoint.ACKED.at(2));
        CompletableFuture<Long> sending = rig.sending();

        assertThat(rig.line()).isEqualTo("at intended:2");
        assertThat(rig.notes()).contains("ACKED 0", "ACKED 1").endsWith("INTENT 2");
        assertThat(rig.client.sends).hasValue(2);
        rig.go();
        assertThat(rig.line()).isEqualTo("at appended:2");
        assertThat(rig.notes()).endsWith("INTENT 2");
        assertThat(rig.client.sends).hasValue(3);
        rig.go();
        assertThat(rig.line()).isEqualTo("at acked:2");
        assertThat(rig.notes()).endsWith("INTENT 2", "ACKED 2");
        assertThat(rig.client.sends).hasValue(3);
        rig.go();
        assertThat(sending.get()).isEqualTo(5);
    }

    @Test
    void transactionsStandWhereTheyAreAwaited() throws Exception {
        rig.transactional(Fate.COMMIT);
        rig.stopAt(SourcePoint.BEGUN.at(0), SourcePoint.FILLED.at(0), SourcePoint.COMMITTED.at(0));
        CompletableFuture<Long> sending = rig.sending();

        assertThat(rig.line()).isEqualTo("at begun:0");
        assertThat(rig.client.transactionInFlight()).isTrue();
        assertThat(rig.notes()).isEmpty();
        rig.go();
        assertThat(rig.line()).isEqualTo("at filled:0");
        assertThat(rig.notes()).hasSize(4).contains("ACKED 0", "ACKED 1");
        rig.go();
        assertThat(rig.line()).isEqualTo("at committed:0");
        assertThat(rig.notes()).endsWith("TRANSACTION_COMMITTED 0");
        rig.go();
        assertThat(sending.get()).isEqualTo(3);
    }

    @Test
    void noMoreThanSoManyAreUnanswered() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        rig.client.eagerAfter(() -> awaitQuietly(answering));
        rig.job = rig.job.inflight(2);
        AtomicReference<Thread> sender = new AtomicReference<>();
        rig.client.onSend(sequence -> sender.set(Thread.currentThread()));
        CompletableFuture<Long> sending = rig.sending();

        while (rig.client.sends.get() < 2 || sender.get().getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        assertThat(rig.client.sends).hasValue(2);
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
        rig.client.eagerAfter(() -> {});
        rig.job = rig.job.inflight(1).range(0, 100);
        rig.client.onSend(sequence -> {
            if (sequence == 5) {
                rig.ledger.close();
            }
        });

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(rig::send)
                .withMessageContaining("nothing may follow");
        assertThat(rig.client.sends).hasValue(6);
    }
}
