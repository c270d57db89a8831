package org.guaranteebench.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.ComparableVersion;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * The Docker engine that Testcontainers would use: its search ({@code DOCKER_HOST}, contexts, Docker Desktop, rootless,
 * {@code ~/.testcontainers.properties}) and its image name substitution hold here.
 *
 * <p>Containers are made through the client that the search yields, not through {@code GenericContainer}: that one
 * first needs two images of Testcontainers' own, Ryuk's always and another inside a container, and looks for each for
 * two minutes where no registry answers. Here no image is needed but the broker's; {@link Leftovers} does Ryuk's work.
 *
 * <p>Thread-safe.
 */
public final class DockerEngine {
    /** What an engine of version 20.10 speaks; an older one is refused. */
    private static final String OLDEST_API = "1.41";

    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    /** A registry that says nothing for so long is not going to. A slow one says something every second. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final DockerClient client;
    private final DockerAddress address;
    private final String version;
    private final String api;

    DockerEngine(DockerClient client, DockerAddress address, String version, String api) {
        this.client = client;
        this.address = address;
        this.version = version;
        this.api = api;
    }

    /** Errors: {@link IOException} in one line that says why there is none that can be used. */
    public static DockerEngine find() throws IOException {
        List<DockerClientProviderStrategy> strategies = new ArrayList<>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
        DockerClientProviderStrategy strategy;
        try {
            strategy = DockerClientProviderStrategy.getFirstValidStrategy(strategies);
        } catch (IllegalStateException e) {
            throw new IOException(
                    Files.exists(SOCKET) && !Files.isWritable(SOCKET)
                            ? "no permission for " + SOCKET
                            : "no Docker engine answers",
                    e);
        }
        try {
            DockerClient client = strategy.getDockerClient();
            var version = client.versionCmd().exec();
            if (compareVersions(version.getApiVersion(), OLDEST_API) < 0) {
                throw new IOException("the Docker engine " + version.getVersion() + " speaks API "
                        + version.getApiVersion() + ", at least " + OLDEST_API + " is needed");
            }
            return new DockerEngine(
                    client,
                    new DockerAddress(client, strategy.getTransportConfig().getDockerHost()),
                    version.getVersion(),
                    version.getApiVersion());
        } catch (RuntimeException e) {
            throw new IOException("the Docker engine does not answer: " + DockerErrors.oneLine(e), e);
        }
    }

    /** {@code Docker 20.10.24, API 1.41}. */
    @Override
    public String toString() {
        return "Docker " + version + ", API " + api;
    }

    /**
     * Removes the containers and networks of the suite whose owner on this machine has ended.
     *
     * @return how many containers that were
     *     <p>Errors: {@link IOException} in one line when the engine refuses.
     */
    public int sweep() throws IOException {
        try {
            return Leftovers.sweep(client);
        } catch (RuntimeException e) {
            throw new IOException(DockerErrors.oneLine(e), e);
        }
    }

    DockerClient client() {
        return client;
    }

    DockerAddress address() {
        return address;
    }

    /** Whether its containers can share this machine's directories and be reached without a forwarding process. */
    public boolean onThisMachine() {
        return address.onThisMachine();
    }

    /**
     * The name under which the engine has the image; empty when it has not.
     *
     * <p>Errors: {@link IOException} in one line when the engine cannot tell, as with a name that is none.
     */
    public Optional<String> find(String image) throws IOException {
        try {
            for (String name : List.of(image, substituted(image))) {
                if (inspect(name).isPresent()) {
                    return Optional.of(name);
                }
            }
            return Optional.empty();
        } catch (DockerException e) {
            throw new IOException(DockerErrors.oneLine(e), e);
        }
    }

    /** Content hash of an image that is here. */
    String id(String image) {
        return inspect(image).map(InspectImageResponse::getId).orElse("unknown");
    }

    /**
     * Pulls an image. Blocks as long as the registry keeps sending.
     *
     * @param progress hears now and then what is going on
     * @return the name under which the engine now has it
     *     <p>Errors: {@link IOException} in one line, at most half a minute after the registry last said something.
     */
    public String pull(String image, Consumer<String> progress) throws IOException {
        DockerImageName name = DockerImageName.parse(substituted(image));
        AtomicLong lastWord = new AtomicLong(System.nanoTime());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(1);
        var callback = new ResultCallback.Adapter<PullResponseItem>() {
            @Override
            public void onNext(PullResponseItem item) {
                lastWord.set(System.nanoTime());
                if (item.isErrorIndicated()) {
                    failure.set(new IOException(error(item)));
                } else if (item.getStatus() != null) {
                    progress.accept("pulling " + image + ": " + item.getStatus());
                }
            }

            /** Without its parent, which would log a stack trace. */
            @Override
            public void onError(Throwable error) {
                failure.compareAndSet(null, error);
                over.countDown();
            }

            @Override
            public void onComplete() {
                super.onComplete();
                over.countDown();
            }
        };
        try (callback) {
            client.pullImageCmd(name.getUnversionedPart())
                    .withTag(name.getVersionPart())
                    .exec(callback);
            // The callback's own awaitCompletion would end the pull when the second is over.
            while (!over.await(1, TimeUnit.SECONDS)) {
                if (System.nanoTime() - lastWord.get() > SILENCE.toNanos()) {
                    throw new IOException("no answer from the registry for " + SILENCE.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
        if (failure.get() != null) {
            throw new IOException(DockerErrors.oneLine(failure.get()), failure.get());
        }
        if (find(name.asCanonicalNameString()).isEmpty()) {
            throw new IOException("the registry broke off");
        }
        return name.asCanonicalNameString();
    }

    /** Some engines fill in only the field that Docker has deprecated. */
    @SuppressWarnings("deprecation")
    private static String error(PullResponseItem item) {
        return item.getErrorDetail() == null
                ? item.getError()
                : item.getErrorDetail().getMessage();
    }

    private static String substituted(String image) {
        return ImageNameSubstitutor.instance()
                .apply(DockerImageName.parse(image))
                .asCanonicalNameString();
    }

    private Optional<InspectImageResponse> inspect(String image) {
        try {
            return Optional.of(client.inspectImageCmd(image).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static int compareVersions(String a, String b) {
        return new ComparableVersion(a).compareTo(new ComparableVersion(b));
    }
}
