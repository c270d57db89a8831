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
public final class NeighbourLock implements AutoCloseable {
    private final FileChannel channel;
    private final boolean alone;

    private NeighbourLock(FileChannel channel, boolean alone) {
        this.channel = channel;
        this.alone = alone;
    }

    /** @param directory the same for all runs of a machine */
    public static NeighbourLock take(Path directory) {
        try {
            FileChannel channel = FileChannel.open(
                    directory.resolve("kafka-guarantee-bench.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            return new NeighbourLock(channel, lock != null);
        } catch (IOException e) {
            // Another user's file: whether that user measures now cannot be told.
            return new NeighbourLock(null, true);
        }
    }

    /** Whether nobody else held it when it was taken. */
    public boolean alone() {
        return alone;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
