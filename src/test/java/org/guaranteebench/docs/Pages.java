package org.guaranteebench.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own Markdown, from the root of the checkout, where tests run. */
final class Pages {
    private Pages() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> results = Files.walk(Path.of("results", "reference"))) {
            return Stream.of(root, docs, results)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** Without what stands in fenced blocks, which is nobody's link or heading. */
    static String prose(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?ms)^ *```.*?^ *```", "");
    }
}
