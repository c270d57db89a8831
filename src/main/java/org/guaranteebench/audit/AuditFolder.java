package org.guaranteebench.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of one twin of one scenario by name; docs/AUDITS.md has their formats. */
public record AuditFolder(Path path) {
    private static final String LEDGER = ".ledger";
    private static final String READ_BACK = ".readback";

    /** What genuine payloads are told by. */
    public Path key() {
        return path.resolve("key.properties");
    }

    /** What is known of the twin beside its counters. */
    public Path facts() {
        return path.resolve("twin.json");
    }

    /** What the proxies did while it was played. */
    public Path proxyLog() {
        return path.resolve("proxies.log");
    }

    /** Standard errors of its processes. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** Of one process, from its start to its end. */
    public Path ledger(int incarnation) {
        return path.resolve("incarnation-" + incarnation + LEDGER);
    }

    /** Errors: {@link IOException} when the folder cannot be read. */
    public List<Path> ledgers() throws IOException {
        return ending(LEDGER);
    }

    /** @param name an isolation level, or what else was read: {@code processed}, {@code table} */
    public Path readBack(String name) {
        return path.resolve(name + READ_BACK);
    }

    /** Errors: {@link IOException} when the folder cannot be read. */
    public List<Path> readBacks() throws IOException {
        return ending(READ_BACK);
    }

    /** Name of a read-back by its file: the inverse of {@link #readBack}. */
    public static String nameOf(Path readBack) {
        String file = readBack.getFileName().toString();
        return file.substring(0, file.length() - READ_BACK.length());
    }

    /** What the oracle said. */
    public Path judgements() {
        return path.resolve("oracle.json");
    }

    private List<Path> ending(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
