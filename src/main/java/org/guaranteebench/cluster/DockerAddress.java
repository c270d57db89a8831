package org.guaranteebench.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Under which address this machine reaches the published ports of an engine's containers.
 *
 * <p>On the engine's own machine that is the gateway of the containers' network: packets then go through the kernel
 * only. Over {@code localhost} they would pass the engine's forwarding process, whose CPU is on nobody's account.
 */
final class DockerAddress {
    /** As Testcontainers reads it. */
    private static final String OVERRIDE = "TESTCONTAINERS_HOST_OVERRIDE";

    private static final List<Path> CONTAINER_MARKS = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));
    private static final Path ROUTES = Path.of("/proc/net/route");

    private final DockerClient client;
    private final URI host;

    DockerAddress(DockerClient client, URI host) {
        this.client = client;
        this.host = host;
    }

    /** By the default network, which not every engine has under Docker's name. */
    boolean onThisMachine() {
        try {
            return gatewayHere("bridge").isPresent();
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** The network's gateway when it is an address of this machine. */
    Optional<String> gatewayHere(String network) {
        return client.inspectNetworkCmd().withNetworkId(network).exec().getIpam().getConfig().stream()
                .flatMap(config -> gateway(config).stream())
                .filter(DockerAddress::ours)
                .findFirst();
    }

    /** Where the engine publishes ports, as seen from here, when it is not this machine. */
    String elsewhere() {
        String override = System.getenv(OVERRIDE);
        if (override != null && !override.isBlank()) {
            return override;
        }
        if (host.getHost() != null && !host.getHost().isEmpty()) {
            return host.getHost();
        }
        return CONTAINER_MARKS.stream().anyMatch(Files::exists)
                ? defaultGateway().orElse("localhost")
                : "localhost";
    }

    /** Engines leave it out of the default bridge until they need it; it is the first address of the subnet. */
    private static Optional<String> gateway(Network.Ipam.Config config) {
        if (config.getGateway() != null && !config.getGateway().isEmpty()) {
            return Optional.of(config.getGateway());
        }
        String subnet = config.getSubnet();
        return subnet != null && subnet.matches("[0-9.]+\\.0/[0-9]+")
                ? Optional.of(subnet.substring(0, subnet.indexOf('/') - 1) + "1")
                : Optional.empty();
    }

    private static boolean ours(String address) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
        } catch (SocketException | UnknownHostException e) {
            return false;
        }
    }

    /** From proc(5): the line whose destination is 0, its gateway in hexadecimal, lowest byte first. */
    private static Optional<String> defaultGateway() {
        try {
            return Files.readAllLines(ROUTES).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields.length > 2 && fields[1].equals("00000000"))
                    .map(fields -> Long.parseLong(fields[2], 16))
                    .map(hex -> (hex & 255) + "." + (hex >> 8 & 255) + "." + (hex >> 16 & 255) + "." + (hex >> 24))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
