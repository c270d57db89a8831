package org.guaranteebench.audit.campaign;

import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.jvm.AddedOptions;

/** What the JVMs of an audit's clients and oracles are told. */
final class AuditJvms {
    /** A source and a stage together stay within the gigabyte that an audit of a million records may take. */
    private static final String CLIENT_HEAP = "-Xmx448m";

    /** Twice what an oracle needs for a million messages. */
    private static final String ORACLE_HEAP = "-Xmx400m";

    /**
     * Half of a short client's life is its start, which the second compiler would only make longer. In a long one the
     * checksums of records are most of the work, and the first compiler's take five times as long.
     */
    private static final int LONG_LIFE = 100_000;

    /** A property of this JVM that tests set; {@code kgb.broker.jvm} is the same for brokers. */
    private static final String MORE = "kgb.client.jvm";

    private AuditJvms() {}

    static List<String> client(int records) {
        return jvm(CLIENT_HEAP, records);
    }

    static List<String> oracle(int records) {
        return jvm(ORACLE_HEAP, records);
    }

    private static List<String> jvm(String heap, int records) {
        List<String> arguments = new ArrayList<>(List.of(
                heap,
                "-XX:+UseSerialGC",
                // Standard output is the line to the parent.
                "-Dlog4j2.configurationFile=log4j2-parent.xml"));
        if (records < LONG_LIFE) {
            arguments.add("-XX:TieredStopAtLevel=1");
        }
        arguments.addAll(AddedOptions.of(MORE));
        return List.copyOf(arguments);
    }
}
