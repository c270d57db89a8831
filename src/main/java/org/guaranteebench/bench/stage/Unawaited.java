package org.guaranteebench.bench.stage;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Results of stages whose position does not depend on them: what fails is skipped, and answers are noted but not waited
 * for, because no position waits for them either.
 */
public final class Unawaited {
    private final Processing processing;
    private final Output output;

    public Unawaited(Processing processing, Output output) {
        this.processing = processing;
        this.output = output;
    }

    void of(ConsumerRecords<byte[], byte[]> batch) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            processing.orSkipped(record).ifPresent(result -> output.send(record, result));
        }
    }

    long acknowledged() {
        return output.acknowledged();
    }
}
