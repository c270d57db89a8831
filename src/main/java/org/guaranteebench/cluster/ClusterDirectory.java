package org.guaranteebench.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The temporary directory of one cluster: a subdirectory per node, and a file that says whose it is. */
final class ClusterDirectory {
    private static final String PREFIX = "kgb-cluster-";
    private static final String OWNER = "owner";

    private ClusterDirectory() {}

    /** Makes one below {@code parent}, after removing those whose owners were killed together with their brokers. */
    static Path create(Path parent) throws IOException {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : earlier) {
                if (abandoned(directory)) {
                    Directories.delete(directory);
                }
            }
        }
        Path directory = Files.createTempDirectory(parent, PREFIX);
        Files.writeString(directory.resolve(OWNER), Owner.self() + "\n");
        return directory;
    }

    /** What a node's process does that outlives its parent: the last one to leave takes the whole away. */
    static void leave(Path node) {
        Directories.delete(node);
        Path directory = node.getParent();
        List<String> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> left.add(file.getFileName().toString()));
        } catch (IOException e) {
            // Another node was last.
        }
        if (left.equals(List.of(OWNER))) {
            Directories.delete(directory);
        }
    }

    private static boolean abandoned(Path directory) {
        try {
            return Owner.parse(Files.readString(directory.resolve(OWNER)))
                    .map(Owner::gone)
                    .orElse(false);
        } catch (IOException e) {
            // Somebody else's, or being made or removed this moment.
            return false;
        }
    }
}
