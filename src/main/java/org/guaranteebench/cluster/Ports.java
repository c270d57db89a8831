package org.guaranteebench.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Free ports on the loopback address, below the range that the kernel hands out to outgoing connections, so that nobody
 * gets them by chance between this check and the broker's bind, or while a broker is being restarted.
 */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int BEYOND = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** Errors: {@link IOException} when so many ports are taken that {@code count} free ones were not found. */
    static List<Integer> free(int count, RandomGenerator random) throws IOException {
        Set<Integer> free = new LinkedHashSet<>();
        for (int i = 0; i < TRIES && free.size() < count; i++) {
            int port = random.nextInt(LOWEST, BEYOND);
            if (isFree(port)) {
                free.add(port);
            }
        }
        if (free.size() < count) {
            throw new IOException("no " + count + " free ports between " + LOWEST + " and " + BEYOND + " on 127.0.0.1");
        }
        return List.copyOf(free);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
