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

    /** How the system is asked for a lock. */
    interface Locks {
        /** Null where another process has it. */
        FileLock tryLock(FileChannel channel) throws IOException;
    }

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Whether runs can be locked in a folder, before one is made there.
     *
     * @param out made if it is not there
     *     <p>Errors: {@link IOException} in one line where its file system has no locks.
     */
    static void requireLocks(Path out) throws IOException {
        requireLocks(out, FileChannel::tryLock);
    }

    static void requireLocks(Path out, Locks locks) throws IOException {
        Path file;
        try {
            file = Files.createTempFile(Files.createDirectories(out), "lock", ".tmp");
        } catch (IOException e) {
            // Told by whoever makes the run's folder.
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            locked(out, channel, locks);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Errors: {@link IOException} in one line that names the process that has it, or says that there are no locks. */
    static RunLock take(RunFolder folder) throws IOException {
        return take(folder, FileChannel::tryLock);
    }

    static RunLock take(RunFolder folder, Locks locks) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(folder.lock() + ": cannot be written (" + e + ")", e);
        }
        try {
            if (!lockedSoon(folder.path(), channel, locks)) {
                throw new IOException(folder.path() + ": " + holder(folder.lock())
                        + " is measuring this run; wait for it, or end it first");
            }
        } catch (IOException e) {
            channel.close();
            throw e;
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
            return !locked(folder.path(), channel, FileChannel::tryLock);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Somebody else's run, or where there are no locks: not for this user to resume.
            return true;
        }
    }

    private static boolean lockedSoon(Path place, FileChannel channel, Locks locks) throws IOException {
        boolean locked = locked(place, channel, locks);
        for (int i = 1; i < TRIES && !locked; i++) {
            LockSupport.parkNanos(MOMENT.toNanos() / TRIES);
            locked = locked(place, channel, locks);
        }
        return locked;
    }

    private static boolean locked(Path place, FileChannel channel, Locks locks) throws IOException {
        try {
            return locks.tryLock(channel) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new IOException(
                    place + ": its file system has no locks (" + e.getMessage()
                            + "), so that two processes could measure"
                            + " one run; allowed is another --out, and with --resume a copy of the run's folder there",
                    e);
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
