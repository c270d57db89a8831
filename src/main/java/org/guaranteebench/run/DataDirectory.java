package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the brokers of a process cluster keep their data.
 *
 * <p>In memory where there is room. On a disk the kernel starts to write back when dirty pages pass a share of memory
 * ({@code vm.dirty_background_ratio}); fast arms get there within a trial and slow ones do not, so that the disk takes
 * part in some arms and not in others.
 */
public final class DataDirectory {
    /**
     * A file system in memory.
     *
     * @param free bytes that may be written there; 0 where nothing may
     * @param available of the machine's memory, bytes
     */
    record Memory(Path path, long free, long available) {
        static Memory ofThisMachine() {
            return new Memory(SHARED, writable(SHARED), availableMemory());
        }
    }

    private static final Path SHARED = Path.of("/dev/shm");
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    /** Three brokers, a client and the harness, with room for other programs. */
    private static final long PROCESSES_BYTES = 4_000_000_000L;

    private DataDirectory() {}

    /**
     * @param asked {@code --data}
     * @param needed bytes that may lie there at a time, all replicas together
     *     <p>Errors: {@link IllegalArgumentException} in one line when {@code asked} is no directory that can be written.
     */
    public static Path choose(Optional<Path> asked, long needed) {
        return choose(asked, needed, 0, Memory.ofThisMachine());
    }

    /** @param spare bytes that must be free beside it, most of which stay so; errors as above */
    static Path choose(Optional<Path> asked, long needed, long spare, Memory memory) {
        if (asked.isPresent()) {
            if (!Files.isDirectory(asked.get()) || !Files.isWritable(asked.get())) {
                throw new IllegalArgumentException(
                        "--data " + asked.get() + ": allowed is a directory that can be written");
            }
            return asked.get();
        }
        return memory.free() > needed + spare && memory.available() > needed + PROCESSES_BYTES
                ? memory.path()
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static long writable(Path directory) {
        try {
            return Files.isWritable(directory) ? Files.getFileStore(directory).getUsableSpace() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** {@code MemAvailable} of proc(5); 0 where there is none. */
    private static long availableMemory() {
        try {
            List<String> lines = Files.readAllLines(MEMINFO);
            return lines.stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
