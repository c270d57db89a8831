package org.guaranteebench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.guaranteebench.Jar;

/**
 * Looks for secrets where they must not be: in files, and in command lines and environments of processes. A piece of
 * eight characters is a find, too, as a shortened message would hold, and so is base 64. One thread.
 */
public final class SecretSearch {
    private static final int PIECE = 8;

    private final Set<String> pieces = new LinkedHashSet<>();

    public SecretSearch(String... secrets) {
        for (String secret : secrets) {
            addPieces(secret);
            for (int skipped = 0; skipped < 3; skipped++) {
                // Which characters stand for the secret depends on how many bytes came before it, modulo three. The
                // last quadruple also holds what comes after.
                byte[] rest = secret.substring(skipped).getBytes(StandardCharsets.UTF_8);
                String encoded = Base64.getEncoder().withoutPadding().encodeToString(rest);
                addPieces(encoded.substring(0, encoded.length() / 4 * 4));
            }
        }
    }

    private void addPieces(String text) {
        for (int i = 0; i + PIECE <= text.length(); i++) {
            pieces.add(text.substring(i, i + PIECE));
        }
    }

    /** Where a piece of a secret is, with the piece. */
    private Stream<String> finds(String place, String content) {
        return pieces.stream().filter(content::contains).limit(1).map(piece -> place + " holds " + piece);
    }

    /** Finds in all files below {@code directory}; what vanishes meanwhile is left out. */
    public List<String> inFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> finds(file.toString(), read(file)))
                    .toList();
        } catch (UncheckedIOException | NoSuchFileException e) {
            // A file or directory went while it was walked over: again.
            return inFiles(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds in command lines and environments of {@code process} and of what descends from it. */
    List<String> inProcesses(ProcessHandle process) {
        List<String> finds = new ArrayList<>();
        Stream.concat(Stream.of(process), process.descendants()).forEach(p -> {
            for (String file : List.of("cmdline", "environ")) {
                Path path = Path.of("/proc", Long.toString(p.pid()), file);
                finds(path.toString(), read(path)).forEach(finds::add);
            }
        });
        return finds;
    }

    /** What a run showed while it ran: finds, and how many processes descended from it. */
    public record Watch(Set<String> finds, int processes) {}

    /** Searches processes, and files below {@code home}, again and again until the run ends. */
    public Watch during(Jar jar, Path home) throws InterruptedException {
        Set<String> finds = new TreeSet<>();
        Set<Long> seen = new TreeSet<>();
        while (jar.handle().isAlive()) {
            jar.handle().descendants().forEach(p -> seen.add(p.pid()));
            finds.addAll(inProcesses(jar.handle()));
            finds.addAll(inFiles(home));
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new Watch(finds, seen.size());
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
