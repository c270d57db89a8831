package org.guaranteebench.store;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs: those in the jar, which are made for Linux with glibc, elsewhere those that are installed.
 *
 * @param bin the directory with {@code initdb}, {@code postgres} and {@code pg_ctl}
 */
record PostgresPrograms(Path bin) {
    private static final int ANYBODY_MAY_EXECUTE = 0001;

    /** {@code initdb} looks for {@code postgres} beside itself. */
    private static final List<String> NEEDED = List.of("initdb", "pg_ctl", "postgres");

    String initdb() {
        return bin.resolve("initdb").toString();
    }

    String postgres() {
        return bin.resolve("postgres").toString();
    }

    String control() {
        return bin.resolve("pg_ctl").toString();
    }

    /** The jar's entry for an operating system and a processor, as Java names them. */
    static String bundle(String os, String processor) {
        String architecture = switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> processor;
        };
        return "postgres-"
                + os.toLowerCase(Locale.ROOT).replaceFirst("^mac.*", "darwin").replace(' ', '_') + "-" + architecture
                + ".txz";
    }

    /** The bundle of this machine, if the jar has it. The caller closes it. */
    static Optional<InputStream> bundled() {
        String name = bundle(System.getProperty("os.name"), System.getProperty("os.arch"));
        return Optional.ofNullable(PostgresPrograms.class.getResourceAsStream("/" + name));
    }

    /**
     * Unpacked into a directory, if programs can be executed there and this system has what they need.
     *
     * @param archive the bundle; read to its end
     */
    static Optional<PostgresPrograms> unpack(InputStream archive, Path directory) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException(entry.getName() + " would be unpacked outside of " + directory);
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    allow(target, true);
                } else {
                    Files.createDirectories(target.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, target);
                        allow(target, (entry.getMode() & ANYBODY_MAY_EXECUTE) != 0);
                    }
                }
            }
        }
        PostgresPrograms programs = new PostgresPrograms(directory.resolve("bin"));
        return programs.run() ? Optional.of(programs) : Optional.empty();
    }

    /** The first on a search path that are all in one place, links followed, as packages make them. */
    static Optional<PostgresPrograms> installed(String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory).resolve("postgres"))
                .filter(Files::isExecutable)
                .flatMap(postgres -> {
                    try {
                        return Optional.of(postgres.toRealPath().getParent()).stream();
                    } catch (IOException e) {
                        return Optional.<Path>empty().stream();
                    }
                })
                .filter(bin -> NEEDED.stream().allMatch(name -> Files.isExecutable(bin.resolve(name))))
                .findFirst()
                .map(PostgresPrograms::new);
    }

    private boolean run() {
        try {
            // Says its version to root, too. A file system may be mounted so that nothing on it can be executed.
            return new ProcessBuilder(postgres(), "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** To everybody, for the server may run as somebody else; who gets into the directory at all is its owner's choice. */
    private static void allow(Path file, boolean execution) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (execution) {
            permissions.addAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        }
        Files.setPosixFilePermissions(file, permissions);
    }
}
