package org.guaranteebench.store;

import java.io.IOException;
import java.nio.file.Path;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.OwnedDirectory;

/**
 * A user's login on its way to the forks, in a directory of this JVM's that nobody else can read. Should the JVM be
 * killed, the next one removes it.
 */
public final class LoginFile implements AutoCloseable {
    private static final String PREFIX = "kgb-login-";

    private final Path directory;

    public LoginFile(Login login) throws IOException {
        directory = OwnedDirectory.create(Path.of(System.getProperty("java.io.tmpdir")), PREFIX);
        login.write(path());
    }

    public Path path() {
        return directory.resolve(StoreMain.LOGIN);
    }

    @Override
    public void close() {
        Directories.delete(directory);
    }
}
