package org.guaranteebench.client;

import java.util.List;

/**
 * Where a trial's client connects and writes: handed to the fork as system properties, because the parent's own never
 * reach it. JMH prints and stores fork arguments, so nothing secret may be added here.
 *
 * @param topic fresh for each trial
 * @param transactionalId prefix; each client thread appends its index
 */
public record ForkTarget(String bootstrap, String topic, String transactionalId) {
    private static final String BOOTSTRAP = "kgb.bootstrap";
    private static final String TOPIC = "kgb.topic";
    private static final String TRANSACTIONAL_ID = "kgb.transactional.id";

    public List<String> jvmArguments() {
        return List.of(
                "-D" + BOOTSTRAP + "=" + bootstrap,
                "-D" + TOPIC + "=" + topic,
                "-D" + TRANSACTIONAL_ID + "=" + transactionalId);
    }

    /** Errors: {@link IllegalStateException} when this JVM was not started by the suite. */
    public static ForkTarget ofThisJvm() {
        return new ForkTarget(require(BOOTSTRAP), require(TOPIC), require(TRANSACTIONAL_ID));
    }

    private static String require(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("no -D" + property + ": start the benchmark with java -jar benchmarks.jar,"
                    + " which runs the cluster that it writes to");
        }
        return value;
    }
}
