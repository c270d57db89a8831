package org.guaranteebench.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.jvm.Owner;

/**
 * At most one process measures a run. The system holds the lock and lets it go with the process, however that ends; the
 * file stays and says whose it was.
 */
final class RunLock implements AutoCloseable {
    /** Whoever only asks whether it is held holds it for less. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private static final int TRIES = 5;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Errors: {@link IOException} in one line that names the process that has it. */
    static RunLock take(RunFolder folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(folder.lock() + ": cannot be written (" + e + ")", e);
        }
        if (!lockedSoon(channel)) {
            channel.close();
            throw new IOException(folder.path() + ": " + holder(folder.lock())
                    + " is measuring this run; wait for it, or end it first");
        }
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((Owner.self() + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            // A full disk: the lock is as good without a name.
        }
        return new RunLock(channel);
    }

    /** Whether somebody measures this run now. */
    static boolean held(RunFolder folder) {
        try (FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.WRITE)) {
            return !locked(channel);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Somebody else's run, which is not for this user to resume.
            return true;
        }
    }

    private static boolean lockedSoon(FileChannel channel) {
        boolean locked = locked(channel);
        for (int i = 1; i < TRIES && !locked; i++) {
            LockSupport.parkNanos(MOMENT.toNanos() / TRIES);
            locked = locked(channel);
        }
        return locked;
    }

    private static boolean locked(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // A file system without locks: nobody is accused.
            return true;
        }
    }

    private static String holder(Path file) {
        Optional<Owner> owner;
        try {
            owner = Owner.parse(Files.readString(file));
        } catch (IOException e) {
            owner = Optional.empty();
        }
        return owner.map(o -> "process " + o.pid() + " on " + o.host()).orElse("another process");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
