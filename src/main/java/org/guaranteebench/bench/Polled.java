package org.guaranteebench.bench;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one poll in turn, partition after partition, in the order of Kafka's own iterator over them. That one
 * keeps each next record in a field of an object that lives as long as the poll's records, at two levels; at more than
 * a million records/s an index costs less of what is measured. One thread.
 */
final class Polled {
    private ConsumerRecords<byte[], byte[]> polled = ConsumerRecords.empty();
    private Iterator<TopicPartition> partitions = Collections.emptyIterator();
    private List<ConsumerRecord<byte[], byte[]>> records = List.of();
    private int next;

    /** From now on these; what is left of the last ones is forgotten. */
    void replace(ConsumerRecords<byte[], byte[]> polled) {
        this.polled = polled;
        partitions = polled.partitions().iterator();
        records = List.of();
        next = 0;
    }

    boolean hasNext() {
        while (next == records.size()) {
            if (!partitions.hasNext()) {
                return false;
            }
            records = polled.records(partitions.next());
            next = 0;
        }
        return true;
    }

    /** Errors: {@link NoSuchElementException} after the last. */
    ConsumerRecord<byte[], byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return records.get(next++);
    }
}
