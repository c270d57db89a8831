package org.guaranteebench.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.guaranteebench.proof.BusyWork;

/**
 * Until it is closed, forks and brokers that this JVM starts have the class path that a user's have, and one class more.
 * Class data are shared from jars only, and a fork that loads them from directories starts 0.6 s later.
 */
final class ForkJars {
    private static final String CLASS_PATH = "java.class.path";

    private final String before = System.getProperty(CLASS_PATH);

    /**
     * @param suite {@code benchmarks.jar}
     * @param directory for a jar with {@link BusyWork}
     */
    ForkJars(Path suite, Path directory) throws IOException {
        if (!Files.isRegularFile(suite)) {
            throw new IOException(suite + ": not there; `mvn package` builds it");
        }
        Path own = directory.resolve("busy-work.jar").toAbsolutePath();
        String name = BusyWork.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(own);
                JarOutputStream jar = new JarOutputStream(out);
                InputStream in = BusyWork.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            in.transferTo(jar);
        }
        System.setProperty(CLASS_PATH, suite.toAbsolutePath() + File.pathSeparator + own);
    }

    void close() {
        System.setProperty(CLASS_PATH, before);
    }
}
