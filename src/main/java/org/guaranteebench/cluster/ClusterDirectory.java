package org.guaranteebench.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.OwnedDirectory;

/** The temporary directory of one cluster: a subdirectory per node, and a file that says whose it is. */
final class ClusterDirectory {
    private static final int DELETIONS = 50;

    private static final String PREFIX = "kgb-cluster-";

    private ClusterDirectory() {}

    /** Makes one below {@code parent}, after removing those whose owners were killed together with their brokers. */
    static Path create(Path parent) throws IOException {
        return OwnedDirectory.create(parent, PREFIX);
    }

    /** What a node's process does that outlives its parent: the last one to leave takes the whole away. */
    static void leave(Path node) {
        // The broker's own threads go on to the end, and may make a file where one was just deleted.
        for (int i = 0; i < DELETIONS && (i == 0 || Files.exists(node)); i++) {
            Directories.delete(node);
        }
        Path directory = node.getParent();
        List<String> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> left.add(file.getFileName().toString()));
        } catch (IOException e) {
            // Another node was last.
        }
        if (left.equals(List.of(OwnedDirectory.OWNER))) {
            Directories.delete(directory);
        }
    }
}
