package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.guaranteebench.Jar;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.journal.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit} and {@code verify} as a user starts them, on three brokers. */
class AuditCommandIT {
    @TempDir
    private Path home;

    private Jar audit(Path where, String... scenarios) throws IOException {
        Path tmp = Files.createDirectories(home.resolve("tmp"));
        List<String> arguments = new ArrayList<>(List.of("audit"));
        arguments.addAll(List.of(scenarios));
        // Clients are told their files by paths, and found by them here.
        arguments.addAll(List.of(
                "--quick",
                "--data",
                tmp.toString(),
                "--out",
                where.resolve("results").toString()));
        return Jar.start(Files.createDirectories(where), tmp, arguments.toArray(String[]::new));
    }

    private int verify(Path run) throws IOException {
        Path where = Files.createTempDirectory(home, "verify");
        try (Jar jar = Jar.start(where, "verify", run.toString())) {
            int status = jar.await(60);
            assertThat(jar.err()).isEmpty();
            verified = jar.out();
            return status;
        }
    }

    private String verified = "";

    private static void await(String what, int seconds, BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(giveUp);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean nobodyIsLeft() {
        return Jar.mentioning(home.toString()).isEmpty();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(Jar.mentioning(home.toString())).isEmpty();
        try (var files = Files.list(home.resolve("tmp"))) {
            assertThat(files).noneMatch(path -> path.getFileName().toString().startsWith("kgb-"));
        }
    }

    /** Of a process by proc(5); a dash when there is none. */
    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return '-';
        }
    }

    private List<Long> stoppedSources() {
        return Jar.mentioning(home.toString()).entrySet().stream()
                .filter(process -> process.getValue().contains("SourceMain") && state(process.getKey()) == 'T')
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Long> guards() {
        return Jar.mentioning("kgb-stopped-").entrySet().stream()
                .filter(process -> process.getValue().contains(home.toString()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void anAuditIsPrintedWrittenDownAndVerifiedUntilSomebodyChangesIt() throws Exception {
        RunFolder folder;
        try (Jar jar = audit(home.resolve("first"), "f9", "F6")) {
            assertThat(jar.await(120)).as(jar.out() + jar.err()).isZero();
            assertThat(jar.err()).isEmpty();
            assertThat(jar.out())
                    .contains("4/4 F6 strong: ")
                    .contains(
                            "2 scenarios: every weak twin was damaged as expected, every strong one kept its promise");
            assertThat(jar.out().lines().filter(line -> !line.contains(home.toString())))
                    .allMatch(line -> line.length() <= 100);
            folder = jar.folder();
        }
        assertNothingIsLeft();
        List<String> rows = Files.readAllLines(folder.auditCsv());
        assertThat(rows).hasSize(5);
        assertThat(rows.get(1)).contains(",F9,", ",true,", "VIOLATED (expected)");
        assertThat(rows.get(4)).contains(",F6,", ",false,", ",HELD,");

        assertThat(verify(folder.path())).as(verified).isZero();
        assertThat(verified).contains("F9    weak VIOLATED (expected), strong HELD; recounted 8,000 messages");

        Path ledger = new AuditFolder(folder.audit().resolve("F9").resolve("weak")).ledger(0);
        byte[] bytes = Files.readAllBytes(ledger);
        bytes[bytes.length / 2] ^= 1;
        Files.write(ledger, bytes);
        assertThat(verify(folder.path())).isEqualTo(1);
        assertThat(verified)
                .contains("F9    DIFFERS weak: " + ledger)
                .contains("F6    weak VIOLATED (expected), strong HELD")
                .contains("1 of 2 not the same");
    }

    @Test
    void interruptedWhileAClientIsStoppedItTidiesUpAndSays130() throws Exception {
        try (Jar jar = audit(home.resolve("first"), "F7", "--records", "50000")) {
            await("a client is stopped", 60, () -> !stoppedSources().isEmpty());
            jar.signal("INT");
            assertThat(jar.await(20)).as(jar.out() + jar.err()).isEqualTo(130);
            await("nobody is left", 5, this::nobodyIsLeft);
            assertNothingIsLeft();
            assertThat(jar.out()).contains("not observed: the audit was stopped during it");
            assertThat(Files.readAllLines(jar.folder().auditCsv()))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("INCONCLUSIVE");
            assertThat(verify(jar.folder().path())).as(verified).isZero();
        }
    }

    @Test
    void killedItTakesItsStoppedClientAlong() throws Exception {
        try (Jar jar = audit(home.resolve("first"), "F7", "--records", "50000")) {
            await("a client is stopped", 60, () -> !stoppedSources().isEmpty());
            jar.signal("KILL");
            await("nobody is left", 20, this::nobodyIsLeft);
            assertNothingIsLeft();
        }
    }

    @Test
    void whatAKilledAuditAndItsGuardsLeftIsEndedByTheNext() throws Exception {
        long stopped;
        try (Jar jar = audit(home.resolve("first"), "F7", "--records", "50000")) {
            await("a client is stopped and watched", 60, () -> !stoppedSources().isEmpty() && !guards().isEmpty());
            stopped = stoppedSources().get(0);
            guards().forEach(guard -> ProcessHandle.of(guard).ifPresent(ProcessHandle::destroyForcibly));
            jar.signal("KILL");
            await(
                    "only the client is left",
                    20,
                    () -> Jar.mentioning(home.toString()).keySet().equals(Set.of(stopped)));
        }
        assertThat(state(stopped)).isEqualTo('T');
        try (Jar jar = audit(home.resolve("second"), "F6")) {
            assertThat(jar.await(120)).as(jar.out() + jar.err()).isZero();
            assertThat(jar.out())
                    .contains("warning: an audit that was killed had left 1 stopped process (" + stopped
                            + "), which was ended now");
        }
        assertNothingIsLeft();
    }
}
