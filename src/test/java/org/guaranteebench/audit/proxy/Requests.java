package org.guaranteebench.audit.proxy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

/** Requests without the length in front, as Kafka's own library writes them. */
final class Requests {
    static final String CLIENT = "client-a";

    private Requests() {}

    static RequestHeaderData header(ApiKeys api, short version, int correlation, String clientId) {
        return new RequestHeaderData()
                .setRequestApiKey(api.id)
                .setRequestApiVersion(version)
                .setCorrelationId(correlation)
                .setClientId(clientId);
    }

    static byte[] front(ApiKeys api, RequestHeaderData header) {
        return bytes(header, api.requestHeaderVersion(header.requestApiVersion()));
    }

    /** Content that only a broker would care for follows the header. */
    static byte[] of(ApiKeys api, int correlation, String clientId, byte[] content) {
        return join(front(api, header(api, api.latestVersion(), correlation, clientId)), content);
    }

    static byte[] metadata(int correlation) {
        short version = ApiKeys.METADATA.latestVersion();
        return of(ApiKeys.METADATA, correlation, CLIENT, bytes(new MetadataRequestData(), version));
    }

    static byte[] produce(int correlation, int acks) {
        return produce(correlation, acks, CLIENT);
    }

    static byte[] produce(int correlation, int acks, String clientId) {
        short version = ApiKeys.PRODUCE.latestVersion();
        ProduceRequestData body = new ProduceRequestData().setAcks((short) acks).setTimeoutMs(1_000);
        return of(ApiKeys.PRODUCE, correlation, clientId, bytes(body, version));
    }

    static byte[] bytes(Message message, short version) {
        ByteBuffer buffer = MessageUtil.toByteBufferAccessor(message, version).buffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
