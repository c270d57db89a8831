package org.guaranteebench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusyWorkTest {
    @TempDir
    private Path home;

    @AfterEach
    void clear() {
        System.clearProperty(BusyWork.ACCOUNTS);
    }

    @Test
    void moreUnitsAreMoreStepsOfTheSameChain() {
        long once = BusyWork.work(1, 80_000);
        assertThat(BusyWork.work(once, 4_000))
                .isEqualTo(BusyWork.work(1, 84_000))
                .isNotEqualTo(once);
        assertThat(BusyWork.work(1, 1)).isEqualTo(0x40822041L);
    }

    @Test
    void eachTrialSaysOfWhatItsSendersTimeConsisted() throws Exception {
        Path file = home.resolve("accounts");
        send(file, 2_000, 5_000);
        send(file, 4_000, 5_000);
        assertThat(WorkAccount.read(file)).extracting(WorkAccount::units).containsExactly(2_000L, 4_000L);
        assertThat(WorkAccount.read(file)).allSatisfy(account -> {
            assertThat(account.share()).isBetween(0.05, 1.0);
            assertThat(account.nanos()).isFinite().isPositive();
        });
    }

    @Test
    void theRecordIsSentAsItIsAndTooFewOfThemHaveNoAccount() throws Exception {
        Path file = home.resolve("accounts");
        send(file, 10, 20);
        assertThat(file).doesNotExist();
        assertThat(WorkAccount.read(file)).isEmpty();
    }

    /** A sender that does nothing else. */
    private static void send(Path file, int units, int count) {
        System.setProperty(BusyWork.ACCOUNTS, file.toString());
        try (BusyWork work = new BusyWork()) {
            work.configure(Map.of(BusyWork.UNITS, Integer.toString(units)));
            ProducerRecord<byte[], byte[]> message = new ProducerRecord<>("topic", new byte[1]);
            for (int i = 0; i < count; i++) {
                assertThat(work.onSend(message) == message).isTrue();
            }
        }
    }

    @Test
    void aShareIsThatOfTheWorkAndNotOfWhatIsBetween() throws Exception {
        Path file = home.resolve("accounts");
        System.setProperty(BusyWork.ACCOUNTS, file.toString());
        try (BusyWork work = new BusyWork()) {
            work.configure(Map.of(BusyWork.UNITS, "0"));
            ProducerRecord<byte[], byte[]> message = new ProducerRecord<>("topic", new byte[1]);
            for (int i = 0; i < 4_000; i++) {
                work.onSend(message);
                BusyWork.work(i, 20_000);
            }
        }
        assertThat(WorkAccount.read(file).get(0).share()).isLessThan(0.05);
        assertThat(Files.readAllLines(file)).hasSize(1);
    }
}
