package org.guaranteebench.jvm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary directory with a file that says whose it is. */
public final class OwnedDirectory {
    /** The name of that file. */
    public static final String OWNER = "owner";

    private OwnedDirectory() {}

    /**
     * Makes one below {@code parent}, after removing those whose owners were killed together with the processes that
     * would have cleaned up after them.
     *
     * @param prefix of its name, and of those that are looked at
     */
    public static Path create(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path directory : earlier) {
                if (abandoned(directory)) {
                    Directories.delete(directory);
                }
            }
        }
        Path directory = Files.createTempDirectory(parent, prefix);
        Files.writeString(directory.resolve(OWNER), Owner.self() + "\n");
        return directory;
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
