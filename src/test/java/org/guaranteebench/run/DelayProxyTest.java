package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayProxyTest {
    private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(80);
    private static final int PATIENCE_MILLIS = 10_000;

    private static Socket connected(int port) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Brokers are known to others before they listen to clients. */
    @Test
    void whoComesBeforeTheBrokerListensIsSentAwayAndServedLater() throws Exception {
        try (ServerSocket broker = new ServerSocket();
                DelayProxy proxy = new DelayProxy()) {
            // Free a moment ago: who connects is refused.
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            int before = proxy.before(port);
            try (Socket early = connected(before)) {
                assertThat(early.getInputStream().read())
                        .as("end of the connection")
                        .isEqualTo(-1);
            }
            broker.setReuseAddress(true);
            broker.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            proxy.delay(DELAY);
            try (Socket client = connected(before);
                    Socket accepted = broker.accept()) {
                new DataOutputStream(client.getOutputStream()).writeInt(7);
                assertThat(new DataInputStream(accepted.getInputStream()).readInt())
                        .isEqualTo(7);
                long begin = System.nanoTime();
                DataOutputStream answer = new DataOutputStream(accepted.getOutputStream());
                answer.writeInt(2);
                answer.writeShort(258);
                DataInputStream in = new DataInputStream(client.getInputStream());
                assertThat(in.readInt()).isEqualTo(2);
                assertThat(in.readShort()).isEqualTo((short) 258);
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(DELAY);
                while (proxy.held().answers() == 0) {
                    Thread.onSpinWait();
                }
                assertThat(proxy.held().answers()).isEqualTo(1);
                assertThat(proxy.held().meanNanos())
                        .isGreaterThanOrEqualTo(DELAY)
                        .isLessThan(System.nanoTime() - begin);
                proxy.delay(0);
                assertThat(proxy.held().answers()).isZero();
                assertThat(proxy.held().meanNanos()).isNaN();
            }
        }
    }
}
