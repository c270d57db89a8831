package org.guaranteebench.journal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that appear whole or not at all: written beside their place under a name of their own, forced to disk, moved over.
 * Any number of threads and processes may write the same file; the last one's stays. Whoever writes holds a lock on its
 * half, which the system lets go with the process: so what a killed one has left can be told from what is being written.
 */
final class WholeFile {
    private static final int BUFFER = 1 << 16;
    private static final String HALF = ".*\\.[0-9a-f]{16}\\.tmp";

    /** Where the file system has no locks, whoever writes a file is done with it by then. */
    private static final Duration LONG_AGO = Duration.ofDays(1);

    /** Of this process: to open one of these and close it again would let go its lock, as POSIX has it. */
    private static final Set<Path> BEING_WRITTEN = ConcurrentHashMap.newKeySet();

    private WholeFile() {}

    static void write(Path file, RunFolder.Content content) throws IOException {
        Path half = file.resolveSibling(String.format(
                Locale.ROOT,
                "%s.%016x.tmp",
                file.getFileName(),
                ThreadLocalRandom.current().nextLong()));
        Path known = half.toAbsolutePath().normalize();
        BEING_WRITTEN.add(known);
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            lock(channel);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(out);
            out.flush();
            channel.force(true);
            try {
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
            }
            RunFolder.forceEntries(file);
        } catch (FileSystemException e) {
            // Of the place and not of the half, which nobody has asked for.
            throw new IOException(
                    file + ": cannot be written ("
                            + Optional.ofNullable(e.getReason())
                                    .orElse(e.getClass().getSimpleName()) + ")",
                    e);
        } catch (IOException e) {
            // Such as a full disk, of which the system does not say where.
            throw new IOException(file + ": cannot be written (" + e + ")", e);
        } finally {
            BEING_WRITTEN.remove(known);
            remove(half);
        }
    }

    private static void remove(Path half) {
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            // What went wrong before says more.
        }
    }

    private static void lock(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException e) {
            // A file system without locks: its age will tell.
        }
    }

    /** Takes away what processes that were killed have left; what cannot be taken away is in nobody's way. */
    static void removeHalves(Path directory) {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(
                directory, path -> path.getFileName().toString().matches(HALF))) {
            for (Path half : halves) {
                if (!BEING_WRITTEN.contains(half.toAbsolutePath().normalize())) {
                    removeUnlessLocked(half);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // No folder, no halves.
        }
    }

    private static void removeUnlessLocked(Path half) {
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            if (abandoned(channel, half)) {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            // Somebody else's, or gone meanwhile.
        }
    }

    private static boolean abandoned(FileChannel channel, Path half) throws IOException {
        try (FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return Files.getLastModifiedTime(half)
                    .toInstant()
                    .isBefore(Instant.now().minus(LONG_AGO));
        }
    }
}
