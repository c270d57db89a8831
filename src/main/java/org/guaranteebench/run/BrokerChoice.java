package org.guaranteebench.run;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.guaranteebench.cluster.DockerEngine;

/**
 * From what the user asked for to the brokers that a run measures.
 *
 * @param kind {@code --broker}
 * @param nodes {@code --nodes}
 * @param image {@code --image}
 */
public record BrokerChoice(Kind kind, int nodes, Optional<String> image) {
    private static final String BUILD = "docker build -f src/docker/Dockerfile --build-arg BASE=<image with a JRE>"
            + " -t kgb-broker . and --image kgb-broker";

    /** Where brokers may come from, apart from a cluster that is there already. */
    public enum Kind {
        AUTO,
        PROCESS,
        CONTAINER
    }

    /** The image that is taken when none is named: Kafka's own, at the client's version. */
    public static String standardImage() {
        return "apache/kafka:" + AppInfoParser.getVersion();
    }

    /**
     * @param pull whether an image that is missing may be pulled now; else it counts as one that can be
     * @param progress hears what takes time
     *     <p>Errors: {@link IllegalArgumentException} in one line when containers were asked for and cannot be had.
     */
    public OwnBrokers decide(boolean pull, Consumer<String> progress) {
        if (kind == Kind.PROCESS) {
            return new ProcessBrokers(nodes, "asked for");
        }
        // Who names an image wants it measured, and nothing else in its place.
        boolean mustBeContainer = kind == Kind.CONTAINER || image.isPresent();
        DockerEngine engine;
        try {
            engine = DockerEngine.find();
        } catch (IOException e) {
            if (mustBeContainer) {
                throw new IllegalArgumentException(
                        asked() + ": " + e.getMessage() + "; allowed without Docker are --broker process and external",
                        e);
            }
            return new ProcessBrokers(nodes, e.getMessage());
        }
        String wanted = image.orElseGet(BrokerChoice::standardImage);
        try {
            Optional<String> here = engine.find(wanted);
            String name = here.isPresent() ? here.get() : pull ? engine.pull(wanted, progress) : wanted;
            String found = here.isPresent() ? "image here" : pull ? "image pulled" : "image to be pulled";
            return new ContainerBrokers(nodes, engine, name, engine + ", " + found);
        } catch (IOException | IllegalArgumentException e) {
            String why = "not here and cannot be pulled (" + e.getMessage() + ")";
            if (mustBeContainer) {
                throw new IllegalArgumentException(
                        "--image " + wanted + ": " + why
                                + "; allowed is one that docker images lists: docker load it, or build" + " one: "
                                + BUILD,
                        e);
            }
            return new ProcessBrokers(nodes, "image " + wanted + " is " + why);
        }
    }

    private String asked() {
        return image.map(name -> "--image " + name).orElse("--broker container");
    }
}
