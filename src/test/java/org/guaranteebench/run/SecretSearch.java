package org.guaranteebench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
        Set<String> found = new LinkedHashSet<>();
        searchFiles(directory, file -> true, found);
        return List.copyOf(found);
    }

    private void searchFiles(Path directory, Predicate<Path> wanted, Set<String> found) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .filter(wanted)
                    .flatMap(file -> finds(file.toString(), read(file)))
                    .forEach(found::add);
        } catch (UncheckedIOException | NoSuchFileException e) {
            // A file or directory went while it was walked over: again.
            searchFiles(directory, wanted, found);
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

    /** Searches processes, and what has changed of the files below {@code home}, again and again until the run ends. */
    public Watch during(Jar jar, Path home) throws InterruptedException {
        Set<String> finds = new TreeSet<>();
        Set<Long> seen = new TreeSet<>();
        Map<Path, String> searched = new HashMap<>();
        while (jar.handle().isAlive()) {
            jar.handle().descendants().forEach(p -> seen.add(p.pid()));
            finds.addAll(inProcesses(jar.handle()));
            searchFiles(
                    home,
                    file -> {
                        String state = state(file);
                        return !state.equals(searched.put(file, state));
                    },
                    finds);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new Watch(finds, seen.size());
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " bytes of " + attributes.lastModifiedTime();
        } catch (IOException e) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
