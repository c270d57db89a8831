package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guaranteebench.audit.process.Checkpoints;
import org.guaranteebench.audit.process.Point;
import org.guaranteebench.grid.Cell;

/**
 * A producer of each level in one JVM, each at the same low rate to a topic of its own, until the parent says that it is
 * enough.
 */
public final class AvailabilityMain {
    /** Records/s of each level: a gap is seen to 10 ms. */
    static final int RATE = 100;

    static final long INTERVAL_NANOS = 1_000_000_000L / RATE;

    /** At which it stands until it is to end. */
    private static final Point END = new Point("end", 0);

    private static final long HEAD_START_NANOS = 200_000_000L;
    private static final int FAILED = 1;

    private AvailabilityMain() {}

    /** A level's topic, and how its transactional id begins. */
    static String topic(String prefix, Cell cell) {
        return prefix + "-" + cell.level();
    }

    /** What the client says of a level: the sequence up to which each record is settled or has failed. */
    static String answered(Cell cell) {
        return "answered-" + cell.level();
    }

    /** Likewise: how many records it has sent again. */
    static String retried(Cell cell) {
        return "retried-" + cell.level();
    }

    static Path file(Path folder, Cell cell) {
        return folder.resolve(cell.level() + ".csv");
    }

    /** {@code args}: the folder for settlements, bootstrap servers, the prefix of topics. */
    public static void main(String[] args) {
        Checkpoints parent =
                Checkpoints.start(Set.of(END), () -> Runtime.getRuntime().halt(0));
        try {
            run(parent, Path.of(args[0]), args[1], args[2]);
        } catch (IOException | RuntimeException e) {
            System.err.println(e);
            Runtime.getRuntime().halt(FAILED);
        }
    }

    /** A level without its load would look like one that is never answered. */
    private static void end(Thread level, Throwable cause) {
        System.err.println(level.getName() + ": " + cause);
        Runtime.getRuntime().halt(FAILED);
    }

    private static void run(Checkpoints parent, Path folder, String bootstrap, String prefix) throws IOException {
        List<LevelLoad> loads = new ArrayList<>();
        for (Cell cell : Cell.LADDER) {
            loads.add(new LevelLoad(cell, RATE, bootstrap, prefix, folder, parent));
        }
        long start = System.nanoTime() + HEAD_START_NANOS;
        loads.forEach(load -> load.start(start, AvailabilityMain::end));
        parent.say("start", start);
        parent.reach(END.place(), END.number());
        for (LevelLoad load : loads) {
            load.close();
        }
    }
}
