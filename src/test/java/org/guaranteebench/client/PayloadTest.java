package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.Utils;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static final int BATCH_BYTES = 16_384;

    private static Payload payload(int recordSize, int keySize, long seed) {
        return new Payload(
                "topic",
                new Workload(recordSize, keySize, 6, OptionalInt.empty(), 5, BATCH_BYTES, 5, "none", Map.of()),
                seed);
    }

    private static long checksum(Payload payload, int records) {
        CRC32C crc = new CRC32C();
        for (int i = 0; i < records; i++) {
            ProducerRecord<byte[], byte[]> record = payload.next();
            crc.update(record.key());
            crc.update(record.value());
        }
        return crc.getValue();
    }

    /** Sealed figures: another JDK or another release must send the same bytes. */
    @Test
    void theBytesAreTheSameOnEveryJvm() {
        assertThat(new String(payload(32, 8, 0).next().value(), StandardCharsets.US_ASCII))
                .isEqualTo("dzHXFV4K8cVNIXHEJ2veYmHALWAo4vqm");
        assertThat(checksum(payload(100, 16, 0), 1000)).isEqualTo(2_574_798_632L);
        assertThat(checksum(payload(100, 16, 1), 1000)).isEqualTo(4_284_914_313L);
    }

    @Test
    void threadsSendDifferentBytes() {
        assertThat(payload(100, 16, 0).next().value())
                .isNotEqualTo(payload(100, 16, 1).next().value());
    }

    @ParameterizedTest
    @CsvSource({"16, 1", "100, 16", "1024, 256", "1000000, 16"})
    void keysAndValuesHaveTheSizesAskedFor(int recordSize, int keySize) {
        Payload payload = payload(recordSize, keySize, 3);
        for (int i = 0; i < 20; i++) {
            ProducerRecord<byte[], byte[]> record = payload.next();
            assertThat(record.key()).hasSize(keySize);
            assertThat(record.value()).hasSize(recordSize);
        }
    }

    @Test
    void aKeyOfSizeZeroIsNoKeySoThatTheClientChoosesThePartition() {
        ProducerRecord<byte[], byte[]> record = payload(100, 0, 3).next();

        assertThat(record.key()).isNull();
        assertThat(record.partition()).isNull();
        assertThat(record.topic()).isEqualTo("topic");
    }

    @ParameterizedTest
    @CsvSource({"16, 262144", "1024, 4096", "100000, 41", "1000000, 16"})
    void recordsAreMadeOnceAndSentInTurn(int recordSize, int pool) {
        Payload payload = payload(recordSize, 0, 3);
        List<ProducerRecord<byte[], byte[]>> first = take(payload, pool);
        List<ProducerRecord<byte[], byte[]>> second = take(payload, pool);
        Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(first);

        assertThat(identities).hasSize(pool);
        assertThat(second).usingElementComparator((a, b) -> a == b ? 0 : 1).containsExactlyElementsOf(first);
    }

    @Test
    void noTwoRecordsOfThePoolAreAlike() {
        List<String> values = take(payload(16, 0, 3), 4096).stream()
                .map(record -> new String(record.value(), StandardCharsets.US_ASCII))
                .toList();

        assertThat(values).doesNotHaveDuplicates();
    }

    /** Each byte is one of 64 values, six bits of entropy in eight: no codec can win more than a quarter. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void aBatchDoesNotCompressTrivially(String codec) throws IOException {
        Payload payload = payload(1024, 16, 3);
        for (int batch = 0; batch < 20; batch++) {
            ByteBufferOutputStream compressed = new ByteBufferOutputStream(2 * BATCH_BYTES);
            try (OutputStream out =
                    Compression.of(codec).build().wrapForOutput(compressed, RecordBatch.CURRENT_MAGIC_VALUE)) {
                for (ProducerRecord<byte[], byte[]> record : take(payload, BATCH_BYTES / 1024)) {
                    out.write(record.value());
                }
            }
            assertThat(compressed.position()).isGreaterThanOrEqualTo(BATCH_BYTES * 3 / 4);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> take(Payload payload, int records) {
        List<ProducerRecord<byte[], byte[]>> taken = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            taken.add(payload.next());
        }
        return taken;
    }

    @Test
    void aBatchOfOnePartitionDoesNotRepeatItselfHoweverManyPartitionsThereAre() throws IOException {
        Workload many = new Workload(1024, 16, 1000, OptionalInt.empty(), 5, 16384, 5, "none", Map.of());
        Payload payload = new Payload("t", many, 0);
        ByteBufferOutputStream compressed = new ByteBufferOutputStream(1 << 16);
        int raw = 0;
        try (OutputStream out = Compression.zstd().build().wrapForOutput(compressed, RecordBatch.CURRENT_MAGIC_VALUE)) {
            while (raw < 16_384) {
                ProducerRecord<byte[], byte[]> record = payload.next();
                if (Utils.toPositive(Utils.murmur2(record.key())) % 1000 == 0) {
                    out.write(record.value());
                    raw += record.value().length;
                }
            }
        }
        assertThat(compressed.position()).isGreaterThan(raw * 3 / 4);
    }
}
