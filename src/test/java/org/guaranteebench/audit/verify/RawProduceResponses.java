package org.guaranteebench.audit.verify;

/** What tests elsewhere see of {@link RawProduceResponse}. */
public final class RawProduceResponses {
    private RawProduceResponses() {}

    public static int errorOf(String hex, int version) {
        return RawProduceResponse.read(hex, version).error();
    }

    public static int correlationOf(String hex, int version) {
        return RawProduceResponse.read(hex, version).correlation();
    }
}
