package org.guaranteebench.jvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Free ports on one address, below the range that the kernel hands out to outgoing connections, so that nobody
 * gets them by chance between this check and the server's bind, or while a server is being restarted.
 */
public final class Ports {
    private static final int LOWEST = 20_000;
    private static final int BEYOND = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** Errors: {@link IOException} when so many ports are taken that {@code count} free ones were not found. */
    public static List<Integer> free(int count, InetAddress address, RandomGenerator random) throws IOException {
        Set<Integer> free = new LinkedHashSet<>();
        for (int i = 0; i < TRIES && free.size() < count; i++) {
            int port = random.nextInt(LOWEST, BEYOND);
            if (isFree(port, address)) {
                free.add(port);
            }
        }
        if (free.size() < count) {
            throw new IOException("no " + count + " free ports between " + LOWEST + " and " + BEYOND + " on "
                    + address.getHostAddress());
        }
        return List.copyOf(free);
    }

    public static boolean isFree(int port, InetAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
