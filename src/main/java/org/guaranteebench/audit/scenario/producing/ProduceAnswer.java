package org.guaranteebench.audit.scenario.producing;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;

/** What a broker has answered to a Produce request, read by Kafka's own code. */
final class ProduceAnswer {
    /** All records are in the log. */
    static final int APPENDED = Errors.NONE.code();

    private static final int UNREADABLE = Errors.UNKNOWN_SERVER_ERROR.code();

    private ProduceAnswer() {}

    /**
     * The first error of any partition, by Kafka's number, or {@link #APPENDED}.
     *
     * @param response from the correlation id on, in hex
     * @param version of the request
     */
    static int error(String response, short version) {
        if (response.isEmpty()) {
            return UNREADABLE;
        }
        try {
            ByteBufferAccessor bytes =
                    new ByteBufferAccessor(ByteBuffer.wrap(HexFormat.of().parseHex(response)));
            new ResponseHeaderData(bytes, ApiKeys.PRODUCE.responseHeaderVersion(version));
            List<Integer> errors = new ProduceResponseData(bytes, version)
                    .responses().stream()
                            .flatMap(topic -> topic.partitionResponses().stream())
                            .map(partition -> (int) partition.errorCode())
                            .toList();
            return errors.isEmpty()
                    ? UNREADABLE
                    : errors.stream()
                            .filter(error -> error != APPENDED)
                            .findFirst()
                            .orElse(APPENDED);
        } catch (RuntimeException e) {
            return UNREADABLE;
        }
    }

    /** In a sentence. */
    static String words(int error) {
        return error == APPENDED
                ? "which says that it was appended"
                : "which does not say that it was appended: " + Errors.forCode((short) error);
    }
}
