package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.junit.jupiter.api.Test;

class RequestHeadTest {
    private static final List<String> TEXTS = Arrays.asList(null, "", "client-\u00e9", "x".repeat(300));

    private static RequestHead read(byte[] request) throws IOException {
        byte[] frame =
                Requests.join(ByteBuffer.allocate(4).putInt(request.length).array(), request);
        Frames frames = new Frames(new Pieces(frame, frame.length));
        assertThat(frames.next()).isTrue();
        RequestHead head = RequestHead.read(frames);
        assertThat(frames.copy().array()).as("taken from").isEqualTo(frame);
        return head;
    }

    @Test
    void everyVersionOfEveryRequestIsUnderstood() throws Exception {
        int understood = 0;
        for (ApiKeys api : ApiKeys.values()) {
            for (short version : api.allVersions()) {
                for (String client : TEXTS) {
                    byte[] front = Requests.front(api, Requests.header(api, version, 7, client));
                    byte[] body = api == ApiKeys.PRODUCE
                            ? Requests.bytes(new ProduceRequestData().setAcks((short) 1), version)
                            : new byte[] {1, 2, 3};
                    assertThat(read(Requests.join(front, body)))
                            .isEqualTo(new RequestHead(api.id, version, 7, Optional.ofNullable(client), true));
                    understood++;
                }
            }
        }
        assertThat(understood).isGreaterThan(500);
    }

    @Test
    void onlyProduceWithAcksZeroHasNoResponse() throws Exception {
        for (short version : ApiKeys.PRODUCE.allVersions()) {
            for (int acks : new int[] {-1, 0, 1}) {
                for (String transactionalId : TEXTS) {
                    for (byte[] header : headers(version)) {
                        ProduceRequestData body = new ProduceRequestData()
                                .setTransactionalId(transactionalId)
                                .setAcks((short) acks);
                        assertThat(read(Requests.join(header, Requests.bytes(body, version)))
                                        .answered())
                                .as("version %d, acks=%d, transactional id %s", version, acks, transactionalId)
                                .isEqualTo(acks != 0);
                    }
                }
            }
        }
    }

    /** Plain, and with fields of a later version where the header may have some. */
    private static List<byte[]> headers(short version) {
        List<byte[]> headers = new ArrayList<>();
        RequestHeaderData plain = Requests.header(ApiKeys.PRODUCE, version, 7, "c");
        headers.add(Requests.front(ApiKeys.PRODUCE, plain));
        if (ApiKeys.PRODUCE.requestHeaderVersion(version) >= 2) {
            RequestHeaderData tagged = Requests.header(ApiKeys.PRODUCE, version, 7, "c");
            tagged.unknownTaggedFields().add(new RawTaggedField(5, new byte[200]));
            tagged.unknownTaggedFields().add(new RawTaggedField(700, new byte[1]));
            headers.add(Requests.front(ApiKeys.PRODUCE, tagged));
        }
        return headers;
    }

    /** Kafka 4 refuses them, but in a response: acks stand right behind the client id. */
    @Test
    void produceBeforeTransactionsHasItsAcksInFront() throws Exception {
        for (short acks : new short[] {-1, 0, 1}) {
            byte[] request = ByteBuffer.allocate(13)
                    .putShort(ApiKeys.PRODUCE.id)
                    .putShort((short) 2)
                    .putInt(7)
                    .putShort((short) 1)
                    .put((byte) 'c')
                    .putShort(acks)
                    .array();
            assertThat(read(request))
                    .isEqualTo(new RequestHead(ApiKeys.PRODUCE.id, (short) 2, 7, Optional.of("c"), acks != 0));
        }
    }

    @Test
    void aHeaderMayEndBeforeTheClientIdAndItsKindBeUnknown() throws Exception {
        byte[] request = ByteBuffer.allocate(8)
                .putShort((short) 9_999)
                .putShort((short) 0)
                .putInt(7)
                .array();
        RequestHead head = read(request);
        assertThat(head).isEqualTo(new RequestHead((short) 9_999, (short) 0, 7, Optional.empty(), true));
        assertThat(head.api()).isEqualTo("9999");
        assertThat(read(Requests.metadata(1)).api()).isEqualTo("Metadata");
    }

    @Test
    void aFrameThatEndsWithinItsHeaderIsNoRequest() {
        byte[] whole = Requests.produce(7, 1);
        int beforeAcks = Requests.front(
                        ApiKeys.PRODUCE, Requests.header(ApiKeys.PRODUCE, (short) 13, 7, Requests.CLIENT))
                .length;
        for (int length = 0; length < beforeAcks + 3; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).as("%d bytes", length).isInstanceOf(ProtocolException.class);
        }
    }
}
