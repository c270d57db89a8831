package org.guaranteebench.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tells two runs on one machine about each other. Both may go on, their files do not touch, but their figures do: the
 * second one carries a warning.
 */
final class NeighbourLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private NeighbourLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static NeighbourLock take(Path directory) {
        try {
            FileChannel channel = FileChannel.open(
                    directory.resolve("kafka-guarantee-bench.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            return new NeighbourLock(channel, channel.tryLock());
        } catch (IOException e) {
            // Another user's file: somebody else measures here, or did.
            return new NeighbourLock(null, null);
        }
    }

    boolean alone() {
        return lock != null;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
