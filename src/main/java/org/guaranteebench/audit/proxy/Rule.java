package org.guaranteebench.audit.proxy;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * What a proxy does to which requests, such as {@code Rule.produce().nth(3).swallowResponse().thenClose()}. Immutable.
 *
 * <p>A peer is never shown what no network could show it: bytes of one connection do not overtake each other, and none
 * is missing between two that arrive. So after a swallowed request whose response somebody waits for, the rest of that
 * connection's requests are swallowed, too; after a swallowed response, the rest of its responses. To the client that
 * is a connection gone silent, which it gives up when its own patience ends. Only a Produce request with acks=0 can be
 * missing alone, for nobody waits for its response.
 *
 * @param selection which requests
 * @param action what happens to them or to their responses
 * @param closes whether both ends of the connection are closed afterwards; the other requests in flight on it lose
 *     their responses as well
 */
public record Rule(Selection selection, Action action, boolean closes) {

    public sealed interface Action {}

    /** The broker never sees the request. */
    public record SwallowRequest() implements Action {}

    /** The broker serves the request and the client never hears of it. Concerns requests that have a response. */
    public record SwallowResponse() implements Action {}

    /**
     * The response reaches the client this much later than it could have. Delays overlap: the way is longer, the broker
     * is not slower. Responses behind a delayed one wait for it.
     */
    public record DelayResponse(Duration by) implements Action {
        public DelayResponse {
            if (by.isNegative() || by.isZero()) {
                throw new IllegalArgumentException("a delay of " + by + ": it must be positive");
            }
        }
    }

    /** Errors: {@link IllegalArgumentException} when the connection would be closed on a response still to come. */
    public Rule {
        Objects.requireNonNull(selection);
        if (closes && action instanceof DelayResponse) {
            throw new IllegalArgumentException("a delayed response cannot be followed by the connection's end");
        }
    }

    public static Selection produce() {
        return api(ApiKeys.PRODUCE);
    }

    /** All requests of one kind, until the selection is narrowed. */
    public static Selection api(ApiKeys api) {
        return new Selection(api, Optional.empty(), 1, Long.MAX_VALUE);
    }

    /** The same, and both ends of the connection are closed afterwards. */
    public Rule thenClose() {
        return new Rule(selection, action, true);
    }

    /** Whether the request is one of those that are counted. One without a response is not, if responses are meant. */
    boolean counts(RequestHead request) {
        return selection.matches(request) && (request.answered() || action instanceof SwallowRequest);
    }

    /** Whether the counted request with this number is one of those to which something happens. */
    boolean strikes(long nth) {
        return nth >= selection.first && nth <= selection.last;
    }

    /**
     * Which requests. They are counted from 1 on over all connections of the proxy, from the moment at which the rule is
     * armed.
     *
     * @param clientId only requests of this client are counted; empty for those of all
     * @param first number of the first one that is selected
     * @param last number of the last one
     */
    public record Selection(ApiKeys api, Optional<String> clientId, long first, long last) {
        public Selection {
            Objects.requireNonNull(api);
            if (first < 1) {
                throw new IllegalArgumentException("request number " + first + ": requests are counted from 1 on");
            }
        }

        /** The nth, and no other. */
        public Selection nth(long n) {
            return new Selection(api, clientId, n, n);
        }

        /** The nth and all after it. */
        public Selection from(long n) {
            return new Selection(api, clientId, n, Long.MAX_VALUE);
        }

        /** Of one client only: an exact {@code client.id}; for a follower, that of its fetcher. */
        public Selection fromClient(String client) {
            return new Selection(api, Optional.of(client), first, last);
        }

        public Rule swallowRequest() {
            return new Rule(this, new SwallowRequest(), false);
        }

        public Rule swallowResponse() {
            return new Rule(this, new SwallowResponse(), false);
        }

        public Rule delayResponse(Duration by) {
            return new Rule(this, new DelayResponse(by), false);
        }

        private boolean matches(RequestHead request) {
            return request.apiKey() == api.id && (clientId.isEmpty() || clientId.equals(request.clientId()));
        }
    }
}
