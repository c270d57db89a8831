package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private static void assertNothingIsMissing(Map<String, String> conditions) {
        assertThat(conditions.values())
                .allSatisfy(value -> assertThat(value).isNotBlank().doesNotContain("null", "${"));
    }

    @Test
    void theSuiteSaysWhichOfItsVersionsAndJarsMeasured() {
        assertThat(Environment.suite()).containsOnlyKeys("version", "git", "git.dirty", "jar.sha256");
        assertNothingIsMissing(Environment.suite());
        assertThat(Environment.suite())
                .hasEntrySatisfying("version", v -> assertThat(v).matches("\\d+\\.\\d+.*"));
    }

    @Test
    void classesThatWereNotRunFromAJarSaySo() {
        String before = System.getProperty("java.class.path");
        try {
            System.setProperty("java.class.path", "target/classes");
            assertThat(Environment.suite()).containsEntry("jar.sha256", "not run from a jar");
        } finally {
            System.setProperty("java.class.path", before);
        }
    }

    /** The hash of a known file, as {@code sha256sum} prints it. */
    @Test
    void aJarIsNamedByTheHashOfItsBytes(@TempDir Path home) throws IOException {
        String before = System.getProperty("java.class.path");
        try {
            Path jar = Files.writeString(home.resolve("a.jar"), "abc");
            System.setProperty("java.class.path", jar.toString());
            assertThat(Environment.suite())
                    .containsEntry("jar.sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        } finally {
            System.setProperty("java.class.path", before);
        }
    }

    @Test
    void versionsNameClientHarnessAndPlatform() {
        assertThat(Environment.versions()).containsOnlyKeys("client", "jmh", "jdk", "os");
        assertNothingIsMissing(Environment.versions());
        assertThat(Environment.versions().get("client")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(Environment.versions().get("jmh")).matches("\\d+\\.\\d+.*");
        assertThat(Environment.versions().get("jdk")).contains(System.getProperty("java.runtime.version"));
        assertThat(Environment.versions().get("os")).startsWith(System.getProperty("os.name"));
    }

    @Test
    void theHostNamesWhatItsFiguresDependOn() {
        Map<String, String> host = Environment.host(Optional.of(Path.of(System.getProperty("java.io.tmpdir"))));
        assertThat(host).containsOnlyKeys("cpu", "cpus", "memory", "data.filesystem", "clock", "clocksource");
        assertNothingIsMissing(host);
        assertThat(Integer.parseInt(host.get("cpus")))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(Long.parseLong(host.get("memory")))
                .isGreaterThanOrEqualTo(Runtime.getRuntime().totalMemory());
    }

    @Test
    void onLinuxTheKernelsOwnWordsAreRepeated() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        Path clock = Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
        assumeTrue(Files.isReadable(cpuinfo) && Files.isReadable(clock), "needs /proc and /sys");
        Map<String, String> host = Environment.host(Optional.of(Path.of("")));
        assertThat(host).containsEntry("clocksource", Files.readString(clock).trim());
        assertThat(Files.readAllLines(cpuinfo).stream()
                        .filter(line -> line.matches("model name\\s*: .*"))
                        .map(line -> line.replaceFirst("model name\\s*: ", "").trim())
                        .findFirst()
                        .orElse("unknown"))
                .isEqualTo(host.get("cpu"));
    }

    @Test
    void whatCannotBeFoundOutIsUnknownAndNotMissing() {
        assertThat(Environment.host(Optional.of(Path.of("/nowhere/at/all"))))
                .containsEntry("data.filesystem", "unknown");
        assertThat(Environment.host(Optional.empty())).containsEntry("data.filesystem", "unknown");
    }
}
