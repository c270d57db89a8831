package org.guaranteebench.audit.proxy;

import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * What the front of a request says.
 *
 * @param apiKey Kafka's number for the kind of request; not necessarily one that {@link ApiKeys} knows
 * @param correlation the client's number for it, which the response repeats; unique on its connection only
 * @param clientId empty when the client sent none
 * @param answered whether there is a response: to all requests but Produce with acks=0
 */
public record RequestHead(
        short apiKey, short apiVersion, int correlation, Optional<String> clientId, boolean answered) {
    /** Key, version and correlation id; a header that ends here is of version 0 and has no client id. */
    private static final int SHORTEST = 8;

    private static final int FIRST_FLEXIBLE_HEADER = 2;
    private static final int FIRST_WITH_TRANSACTIONAL_ID = 3;

    /**
     * Looks at the front of the frame and takes nothing from it. Source of the layout: {@code RequestHeader.json} and
     * {@code ProduceRequest.json} of Kafka.
     *
     * <p>Errors: {@link java.net.ProtocolException} when the frame is no request.
     */
    static RequestHead read(Frames frames) throws IOException {
        short apiKey = frames.peekShort();
        short apiVersion = frames.peekShort();
        int correlation = frames.peekInt();
        Optional<String> clientId = Optional.empty();
        if (frames.size() > SHORTEST) {
            int length = frames.peekShort();
            clientId = length < 0 ? Optional.empty() : Optional.of(frames.peekString(length));
        }
        boolean answered = apiKey != ApiKeys.PRODUCE.id || acks(frames, apiVersion) != 0;
        return new RequestHead(apiKey, apiVersion, correlation, clientId, answered);
    }

    private static short acks(Frames frames, short version) throws IOException {
        boolean flexible = ApiKeys.PRODUCE.requestHeaderVersion(version) >= FIRST_FLEXIBLE_HEADER;
        if (flexible) {
            for (int tagged = frames.peekVarint(); tagged > 0; tagged--) {
                frames.peekVarint();
                frames.peekPast(frames.peekVarint());
            }
        }
        if (version >= FIRST_WITH_TRANSACTIONAL_ID) {
            int length = flexible ? frames.peekVarint() - 1 : frames.peekShort();
            frames.peekPast(Math.max(0, length));
        }
        return frames.peekShort();
    }

    /** The kind's name; its number where Kafka's client library knows no name. */
    public String api() {
        return ApiKeys.hasId(apiKey) ? ApiKeys.forId(apiKey).name : Short.toString(apiKey);
    }
}
