package org.guaranteebench.run;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.AppInfoParser;
import org.openjdk.jmh.util.Version;

/** The conditions that this machine and this build contribute to a run. Unknown is said as such, never left out. */
public final class Environment {
    static final String UNKNOWN = "unknown";

    /** By class path. The jar does not change while it runs, and to read all of it takes a while. */
    private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

    private Environment() {}

    /** Begins with what {@link #suite} takes long for, in the background. */
    static void ahead() {
        CompletableFuture.runAsync(Environment::suite);
    }

    /** Version, git revision and jar hash. */
    public static Map<String, String> suite() {
        Map<String, String> suite = new LinkedHashMap<>();
        suite.put("version", resource("/suite.properties", "version"));
        suite.put("git", resource("/git.properties", "git.commit.id.abbrev"));
        suite.put("git.dirty", resource("/git.properties", "git.dirty"));
        suite.put("jar.sha256", HASHES.computeIfAbsent(System.getProperty("java.class.path"), Environment::hash));
        return suite;
    }

    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("client", AppInfoParser.getVersion());
        versions.put("jmh", Version.getPlainVersion());
        versions.put("jdk", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return versions;
    }

    /** @param data where the brokers keep theirs, if that is on this machine */
    public static Map<String, String> host(Optional<Path> data) {
        Map<String, String> host = new LinkedHashMap<>();
        host.put("cpu", firstField(Path.of("/proc/cpuinfo"), "model name"));
        host.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
        host.put("memory", Long.toString(physicalMemory()));
        host.put("data.filesystem", data.map(Environment::fileSystem).orElse(UNKNOWN));
        host.put("clock", "System.nanoTime, one host");
        host.put("clocksource", firstLine(Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource")));
        return host;
    }

    private static long physicalMemory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    private static String fileSystem(Path path) {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String hash(String classPath) {
        Path jar = Path.of(classPath);
        if (!Files.isRegularFile(jar)) {
            return "not run from a jar";
        }
        try (InputStream in = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            return UNKNOWN;
        }
    }

    private static String resource(String name, String key) {
        Properties properties = new Properties();
        try (InputStream in = Environment.class.getResourceAsStream(name)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return properties.getProperty(key, UNKNOWN);
    }

    private static String firstField(Path file, String field) {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
