package org.guaranteebench.cluster;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Kafka writes cluster ids as 22 characters of URL-safe base 64. */
final class ClusterId {
    private ClusterId() {}

    static String random() {
        UUID uuid = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(uuid.getLeastSignificantBits());
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        // Kafka's own tools would take it for an option.
        return id.startsWith("-") ? random() : id;
    }
}
