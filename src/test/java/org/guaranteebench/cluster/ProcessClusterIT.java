package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessClusterIT {
    @TempDir
    private Path tmp;

    private ProcessCluster start(Advertised advertised) throws IOException {
        return ProcessCluster.start(3, tmp, tmp.resolve("logs"), ClusterProbe::new, advertised);
    }

    @Test
    void threeNodesReplicateAndMeetTheirBoundsOfTimeAndMemory() throws Exception {
        long begin = System.nanoTime();
        try (ProcessCluster cluster = start(Advertised.OWN_PORTS)) {
            Duration ready = Duration.ofNanos(System.nanoTime() - begin);
            // Ten seconds on an idle machine; a shared one may be busy with something else just now.
            assertThat(ready).isLessThan(Duration.ofSeconds(20));
            assertThat(cluster.nodes()).containsExactly(1, 2, 3);
            assertThat(cluster.replication()).isEqualTo(3);
            assertThat(cluster.fault()).isEmpty();
            assertThat(cluster.cpuTime().orElseThrow()).isPositive();
            long kilobytes = 0;
            for (long pid : cluster.processes().values()) {
                kilobytes += residentKilobytes(pid);
            }
            System.out.printf("three brokers ready in %d ms, %d MB resident%n", ready.toMillis(), kilobytes / 1024);
            assertThat(kilobytes).isLessThan(2L * 1024 * 1024);
            try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
                assertThat(admin.liveNodes()).containsExactly(1, 2, 3);
                assertThat(admin.transactionVersion()).hasValue((short) 2);
                admin.create("t", 6, 3, cluster.nodes());
                assertThat(admin.endOffsets("t", 6)).isZero();
            }
        }
        assertThat(clusters()).isEmpty();
    }

    @Test
    void aKilledNodeComesBackOnItsPortWithItsData() throws Exception {
        try (ProcessCluster cluster = start(Advertised.OWN_PORTS)) {
            Map<Integer, Long> before = cluster.processes();
            Duration cpu = cluster.cpuTime().orElseThrow();
            cluster.kill(2);
            assertThat(cluster.fault()).as("it was asked for").isEmpty();
            assertThat(ProcessHandle.of(before.get(2)).filter(ProcessHandle::isAlive))
                    .isEmpty();
            String bootstrap = cluster.bootstrap();
            cluster.restart(2);
            assertThat(cluster.bootstrap()).isEqualTo(bootstrap);
            assertThat(cluster.cpuTime().orElseThrow())
                    .as("of dead processes, too")
                    .isGreaterThan(cpu);
            try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
                assertThat(admin.liveNodes()).containsExactly(1, 2, 3);
            }
            assertThatThrownBy(() -> cluster.restart(2)).hasMessage("broker 2 is running");
            assertThatThrownBy(() -> cluster.kill(4)).hasMessageContaining("the cluster has [1, 2, 3]");
        }
    }

    @Test
    void aDeathThatNobodyAskedForIsAFault() throws Exception {
        try (ProcessCluster cluster = start(Advertised.OWN_PORTS)) {
            ProcessHandle victim = ProcessHandle.of(cluster.processes().get(3)).orElseThrow();
            victim.destroyForcibly();
            victim.onExit().get();
            assertThat(cluster.fault()).hasValue("broker 3 ended with status 137");
        }
    }

    @Test
    void aPortThatIsTakenBetweenChoiceAndStartMeansOtherPorts() throws Exception {
        List<ServerSocket> taken = new ArrayList<>();
        IntUnaryOperator thief = port -> {
            if (taken.isEmpty()) {
                try {
                    ServerSocket socket = new ServerSocket();
                    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    taken.add(socket);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return port;
        };
        try (ProcessCluster cluster = start(Advertised.toClients(thief))) {
            assertThat(taken).hasSize(1);
            assertThat(cluster.bootstrap()).doesNotContain(":" + taken.get(0).getLocalPort());
            assertThat(cluster.fault()).isEmpty();
        } finally {
            taken.get(0).close();
        }
        assertThat(clusters()).isEmpty();
    }

    private List<Path> clusters() throws IOException {
        try (var entries = Files.list(tmp)) {
            return entries.filter(path -> path.getFileName().toString().startsWith("kgb-cluster"))
                    .toList();
        }
    }

    private static long residentKilobytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
