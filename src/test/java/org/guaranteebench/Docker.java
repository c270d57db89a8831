package org.guaranteebench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.cluster.DockerEngine;
import org.guaranteebench.run.BrokerChoice;
import org.opentest4j.TestAbortedException;

/**
 * The Docker engine and the broker image of tests. Where either is missing the test is skipped with the reason, unless
 * {@code -Ddocker.required=true}: then it fails.
 */
public final class Docker {
    /** What the README's command makes. */
    private static final String OWN_IMAGE = "kgb-broker";

    private static String built;

    private Docker() {}

    public static DockerEngine engine() {
        try {
            return DockerEngine.find();
        } catch (IOException e) {
            throw missing(e.getMessage());
        }
    }

    /**
     * Built by the README's command when {@code -Dbroker.base=} names a base image with a JRE; else the last one so
     * built, else Kafka's own if it is here.
     */
    public static synchronized String image() {
        DockerEngine engine = engine();
        if (built == null) {
            String base = System.getProperty("broker.base", "");
            built = base.isEmpty() ? here(engine) : build(base);
        }
        return built;
    }

    /**
     * For classes that start containers, until it is closed: waits as long as tests in another JVM have it. Each such
     * start also removes what killed runs left, whosever they were, and tests ask how much there is.
     */
    public static Closeable alone() throws IOException {
        FileChannel channel = FileChannel.open(
                Path.of(System.getProperty("java.io.tmpdir"), "kgb-docker-tests.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    private static String here(DockerEngine engine) {
        for (String image : List.of(OWN_IMAGE, BrokerChoice.standardImage())) {
            try {
                Optional<String> name = engine.find(image);
                if (name.isPresent()) {
                    return name.get();
                }
            } catch (IOException e) {
                throw missing(e.getMessage());
            }
        }
        throw missing("no broker image here; name a base with -Dbroker.base, or build " + OWN_IMAGE);
    }

    private static String build(String base) {
        String image = OWN_IMAGE + "-test";
        Path root = Path.of(System.getProperty("benchmarks.jar")).getParent();
        try {
            Process build = new ProcessBuilder(
                            "docker",
                            "build",
                            "-f",
                            "src/docker/Dockerfile",
                            "--build-arg",
                            "BASE=" + base,
                            "-t",
                            image,
                            ".")
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(build.waitFor()).as(said).isZero();
            return image;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static RuntimeException missing(String why) {
        if (Boolean.getBoolean("docker.required")) {
            throw new AssertionError("Docker is required here: " + why);
        }
        return new TestAbortedException("needs Docker: " + why);
    }
}
