package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedStoreIT {
    @TempDir
    private Path tmp;

    /** A JVM with a store. */
    private record Holder(Process jvm, Path directory, List<Long> pids) implements AutoCloseable {
        static Holder start(Path data, String... command) throws IOException {
            List<String> line = new ArrayList<>(List.of(command));
            line.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + data,
                    "-cp",
                    System.getProperty("java.class.path"),
                    StoreHolder.class.getName(),
                    data.toString()));
            Process jvm = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8);
            Path directory = Path.of(out.readLine());
            return new Holder(
                    jvm,
                    directory,
                    Arrays.stream(out.readLine().split(" ")).map(Long::valueOf).toList());
        }

        void awaitNothingLeft() throws InterruptedException {
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            while ((!alive().isEmpty() || Files.exists(directory)) && System.nanoTime() < giveUp) {
                Thread.sleep(20);
            }
            assertThat(alive()).as("processes").isEmpty();
            assertThat(directory).doesNotExist();
        }

        List<Long> alive() {
            return pids.stream()
                    .filter(pid ->
                            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                    .toList();
        }

        @Override
        public void close() {
            jvm.destroyForcibly();
            pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(tmp)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("hsperfdata"))
                    .toList();
        }
    }

    @Test
    void itIsARealServerWithPostgresOwnSettings() throws Exception {
        long begin = System.nanoTime();
        try (EmbeddedStore store = EmbeddedStore.start(tmp, tmp.resolve("logs"))) {
            System.out.printf(
                    "store ready in %d ms: %s%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), store.settings());
            assertThat(store.settings())
                    .containsEntry("fsync", "on")
                    .containsEntry("synchronous_commit", "on")
                    .containsEntry("full_page_writes", "on")
                    .containsEntry("shared_buffers", "128MB")
                    .containsKeys("server_version", "filesystem");
            assertThat(store.fault()).isEmpty();
            assertThat(store.directory()).hasParent(tmp);
            assertThat(store.dropTables("none")).isEmpty();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.loginFile())))
                    .isEqualTo("rw-------");
            assertThat(Login.read(store.loginFile())).isEqualTo(store.login());
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void onlyWhoKnowsThePasswordGetsInAndOnlyFromThisMachine() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(tmp, tmp.resolve("logs"))) {
            String url = store.login().url();
            assertThatThrownBy(() -> DriverManager.getConnection(url, "kgb", ""))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(url, "kgb", "kgb"))
                    .hasMessageContaining("password authentication failed");
            String password = store.login().password().orElseThrow();
            for (ProcessHandle process : Stream.concat(
                            Stream.of(store.process()), store.process().descendants())
                    .toList()) {
                for (String file : List.of("cmdline", "environ")) {
                    assertThat(read(Path.of("/proc", Long.toString(process.pid()), file)))
                            .doesNotContain(password);
                }
            }
            for (InetAddress address : NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && address instanceof java.net.Inet4Address)
                    .toList()) {
                assertThatThrownBy(() -> DriverManager.getConnection(
                                url.replace("127.0.0.1", address.getHostAddress()), "kgb", password))
                        .hasMessageContaining("refused");
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // One of the server's helpers has ended meanwhile.
            return "";
        }
    }

    @Test
    void twoStoresBesideEachOtherDoNotMeet() throws Exception {
        EmbeddedStore one = EmbeddedStore.start(tmp, tmp.resolve("logs"));
        try (EmbeddedStore other = EmbeddedStore.start(tmp, tmp.resolve("logs"))) {
            assertThat(one.login().url()).isNotEqualTo(other.login().url());
            assertThat(one.login().password()).isNotEqualTo(other.login().password());
            one.close();
            assertThat(one.fault()).as("it was asked for").isEmpty();
            try (Connection connection = other.login().connect()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        } finally {
            one.close();
        }
    }

    @Test
    void aParentThatIsKilledLeavesNoProcessAndNoDirectory() throws Exception {
        try (Holder holder = Holder.start(tmp)) {
            assertThat(holder.alive()).hasSizeGreaterThan(3);
            assertThat(holder.directory()).isDirectoryContaining("glob:**data");
            holder.jvm().destroyForcibly().waitFor();
            holder.awaitNothingLeft();
        }
        assertThat(left()).isEmpty();
    }

    /** Of a group of its own, as a shell starts a job in the foreground, each process gets the signal. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void anInterruptAtTheTerminalLeavesNoProcessAndNoDirectory(String signal) throws Exception {
        try (Holder holder = Holder.start(tmp, "env", "--default-signal=INT", "setsid", "--wait")) {
            long leader = holder.jvm()
                    .descendants()
                    .filter(process ->
                            process.info().commandLine().orElse("").contains(StoreHolder.class.getSimpleName()))
                    .findFirst()
                    .map(ProcessHandle::pid)
                    .orElse(holder.jvm().pid());
            assertThat(new ProcessBuilder("kill", "-" + signal, "--", "-" + leader)
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(holder.jvm().waitFor(90, TimeUnit.SECONDS)).isTrue();
            holder.awaitNothingLeft();
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whenWhoLooksAfterTheServerIsKilledThatIsAFaultAndTheServerEndsToo() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(tmp, tmp.resolve("logs"))) {
            List<ProcessHandle> servers = store.process().descendants().toList();
            assertThat(servers).isNotEmpty();
            store.process().destroyForcibly();
            store.process().onExit().get();
            for (ProcessHandle server : servers) {
                server.onExit().get(90, TimeUnit.SECONDS);
            }
            assertThat(store.fault().orElseThrow()).startsWith("the store's process ended: ");
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void aServerThatEndsByItselfIsAFault() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(tmp, tmp.resolve("logs"))) {
            ProcessHandle server = store.process().children().findFirst().orElseThrow();
            // Not killed, for then nobody would give back its shared memory.
            server.destroy();
            store.process().onExit().get(90, TimeUnit.SECONDS);
            assertThat(store.fault()).hasValue("the store's process ended: PostgreSQL ended with status 0");
        }
        assertThat(left()).isEmpty();
    }

    /** On a machine with a processor that nobody makes, for which there is no bundle, and without an installed one. */
    @Test
    void aStartThatFailsSaysWhyInOneLineKeepsItsLogsAndLeavesNothingElse() throws Exception {
        Path path = Files.createDirectory(tmp.resolve("path"));
        for (String name : List.of("true", "unshare", "setpriv")) {
            Files.createSymbolicLink(path.resolve(name), Path.of("/usr/bin", name));
        }
        assertThat(failedStart(path))
                .contains(
                        "java.io.IOException: the store did not start: no PostgreSQL for Linux on abacus in the jar that"
                                + " runs here, and none on the PATH; allowed is to install one, or a database of yours with"
                                + " --jdbc-url\n");
        assertThat(left()).containsExactlyInAnyOrder("path", "logs");
        assertThat(tmp.resolve("logs/store.log")).content().contains("no PostgreSQL for Linux");
    }

    private String failedStart(Path path) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreHolder.class.getName(),
                        tmp.toString())
                .redirectErrorStream(true);
        builder.environment().put("PATH", path.toString());
        // Unlike an argument it also reaches the JVM that looks after the server.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dos.arch=abacus");
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
