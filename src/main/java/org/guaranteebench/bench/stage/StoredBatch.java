package org.guaranteebench.bench.stage;

import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.store.Result;

/** What the stages that write to a database have in common. */
final class StoredBatch {
    private StoredBatch() {}

    static Result result(ConsumerRecord<byte[], byte[]> record, byte[] value) {
        return new Result(
                record.partition(), record.offset(), Stamp.read(record.value()).number(), value);
    }

    static void tell(StageListener listener, List<Result> batch, long at) {
        for (Result result : batch) {
            listener.stored(result, at);
        }
    }

    static IllegalStateException refused(SQLException e) {
        return new IllegalStateException("the store did not take a batch: " + e.getMessage(), e);
    }
}
