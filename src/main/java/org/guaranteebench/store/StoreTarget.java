package org.guaranteebench.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a trial's fork stores its results: handed to it as system properties, of the login only the path, because JMH
 * prints and stores the arguments of forks.
 *
 * @param loginFile that {@link Login#write} made
 */
public record StoreTarget(Path loginFile, Tables tables) {
    private static final String LOGIN = "kgb.store.login";
    private static final String RUN = "kgb.store.run";
    private static final String TRIAL = "kgb.store.trial";

    public List<String> jvmArguments() {
        return List.of(
                "-D" + LOGIN + "=" + loginFile.toAbsolutePath(),
                "-D" + RUN + "=" + tables.run(),
                "-D" + TRIAL + "=" + tables.trial());
    }

    /** Errors: {@link IllegalStateException} when this JVM was not started by the suite. */
    public static StoreTarget ofThisJvm() {
        return new StoreTarget(Path.of(require(LOGIN)), new Tables(require(RUN), require(TRIAL)));
    }

    /** @param connections at most, and as many as there are threads that write */
    public ConnectionPool connect(int connections) throws IOException {
        return new ConnectionPool(Login.read(loginFile), connections);
    }

    private static String require(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("no -D" + property + ": start the benchmark with java -jar benchmarks.jar,"
                    + " which runs the store that it writes to");
        }
        return value;
    }
}
