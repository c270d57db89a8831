package org.guaranteebench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.run.BrokerChoice;
import org.guaranteebench.run.BrokerChoice.Kind;
import org.guaranteebench.run.Brokers;
import org.guaranteebench.run.ExternalChoice;
import picocli.CommandLine.Option;

/** Which brokers: the options, checked against each other, and the decision. */
final class BrokerArguments {
    private static final String KINDS = "auto, process, container, external";

    @Option(
            names = "--broker",
            paramLabel = "KIND",
            description = "auto (default): containers where a Docker engine and the image are at hand, else processes;"
                    + " process; container; external: a cluster that is there already.")
    String broker = "auto";

    @Option(names = "--nodes", paramLabel = "1|3", description = "Brokers, and copies of each record; default 3.")
    String nodes;

    @Option(
            names = "--image",
            paramLabel = "NAME",
            description = "Image of the containers, one that keeps the contract of apache/kafka; default apache/kafka"
                    + " at the client's version.")
    String image;

    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT,…", description = "external: where the cluster is.")
    String bootstrap;

    @Option(
            names = "--cluster-id",
            paramLabel = "ID",
            description = "external: the cluster's id, retyped, so that no other one is hit.")
    String clusterId;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "external: properties for the connection (security.protocol, sasl.*, ssl.*). Its secrets"
                    + " appear in no artifact.")
    Path clientConfig;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "external: copies of each record; default 3.")
    String replicationFactor;

    @Option(
            names = "--max-rate",
            paramLabel = "MB/s",
            description = "external: most record data per second; default 50.")
    String maxRate;

    @Option(
            names = "--max-bytes",
            paramLabel = "GB",
            description = "external: most that the run may write, all copies together; default 150.")
    String maxBytes;

    @Option(
            names = "--max-time",
            paramLabel = "MIN",
            description = "external, and with --precision: most minutes; default 60.")
    String maxTime;

    /**
     * @param act whether images may be pulled; without it nothing is changed anywhere
     * @param timed whether the run ends by a time of its own, whatever the brokers
     *     <p>Errors: {@link IllegalArgumentException} in one line that names flag, value and allowed values.
     */
    Brokers decide(boolean act, boolean timed, PrintWriter out) {
        if (broker.equals("external")) {
            refuse("--nodes", nodes, "--broker process and container; an external cluster has the brokers it has");
            refuse("--image", image, "--broker container");
            return new ExternalChoice(
                            bootstrap,
                            clusterId,
                            Optional.ofNullable(clientConfig),
                            Optional.ofNullable(replicationFactor),
                            Optional.ofNullable(maxRate),
                            Optional.ofNullable(maxBytes),
                            Optional.ofNullable(maxTime))
                    .decide();
        }
        refuse("--bootstrap-server", bootstrap, "--broker external");
        refuse("--cluster-id", clusterId, "--broker external");
        refuse("--client-config", clientConfig, "--broker external");
        refuse("--replication-factor", replicationFactor, "--broker external; else it is the number of --nodes");
        refuse("--max-rate", maxRate, "--broker external");
        refuse("--max-bytes", maxBytes, "--broker external");
        refuse("--max-time", timed ? null : maxTime, "--broker external or --precision");
        return own(broker, KINDS, nodes, image).decide(act, what -> say(out, what));
    }

    /**
     * Brokers of the suite's own.
     *
     * @param kinds the allowed values of {@code --broker}
     * @param nodes {@code --nodes}, null if not given, as is the image
     */
    static BrokerChoice own(String broker, String kinds, String nodes, String image) {
        int count = count(nodes);
        Kind kind = switch (broker) {
            case "auto" -> Kind.AUTO;
            case "process" -> Kind.PROCESS;
            case "container" -> Kind.CONTAINER;
            default -> throw new IllegalArgumentException("--broker " + broker + ": allowed are " + kinds);
        };
        if (kind == Kind.PROCESS) {
            refuse("--image", image, "--broker container");
        }
        if (image != null && !image.matches("[A-Za-z0-9][A-Za-z0-9._:/@-]*")) {
            throw new IllegalArgumentException("--image " + image + ": allowed is name, name:tag or name@digest");
        }
        return new BrokerChoice(kind, count, Optional.ofNullable(image));
    }

    /** What was found once is asked for, and not looked for again. */
    void sameAs(Map<String, String> topology) {
        if (broker.equals("auto")) {
            broker = topology.getOrDefault("broker", broker);
        }
    }

    boolean external() {
        return broker.equals("external");
    }

    private static int count(String nodes) {
        if (nodes != null && !nodes.equals("1") && !nodes.equals("3")) {
            throw new IllegalArgumentException("--nodes " + nodes + ": allowed are 1, 3");
        }
        return nodes == null ? 3 : Integer.parseInt(nodes);
    }

    private static void refuse(String flag, Object value, String only) {
        if (value != null) {
            throw new IllegalArgumentException(flag + " " + value + ": only with " + only);
        }
    }

    private String lastSaid = "";

    /** A pull tells the same thing many times over. */
    private void say(PrintWriter out, String what) {
        if (!what.equals(lastSaid)) {
            lastSaid = what;
            out.println(what);
            out.flush();
        }
    }
}
