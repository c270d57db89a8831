package org.guaranteebench.audit.verdict;

import java.util.Objects;

/**
 * A rule that was armed at a proxy, and what it did.
 *
 * @param broker before whose listener for clients
 * @param api kind of request, as Kafka calls it
 * @param client whose requests, its {@code client.id}
 * @param action {@code request swallowed} or {@code response swallowed}
 * @param closes whether the connection was closed afterwards
 * @param hits how many requests it has struck
 * @param nth number of the first of them, counted from the moment at which the rule was armed
 * @param correlation id of that request
 * @param bytes of what was swallowed of it, the length included
 * @param error that a swallowed Produce response holds, by Kafka's number; 0 is none, −1 where there is no response
 */
public record StrikeFact(
        int broker,
        String api,
        String client,
        String action,
        boolean closes,
        int hits,
        long nth,
        int correlation,
        long bytes,
        int error) {
    public StrikeFact {
        api = Objects.requireNonNullElse(api, "");
        client = Objects.requireNonNullElse(client, "");
        action = Objects.requireNonNullElse(action, "");
    }
}
