package org.guaranteebench.audit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The client's end of the line to its parent. At a point that the parent asked for, the calling thread says so on
 * standard output and stands still until the parent lets it go on; everywhere else it passes. A parent that kills or
 * stops the process meanwhile does so at exactly that point, by no clock.
 *
 * <p>Thread-safe. When standard input ends, the parent is gone, and so is this JVM.
 */
public final class Checkpoints {
    private final Set<Point> wanted;
    private final InputStream in;
    private final PrintStream out;
    private final Semaphore released = new Semaphore(0);

    private Checkpoints(Set<Point> wanted, InputStream in, PrintStream out) {
        this.wanted = Set.copyOf(wanted);
        this.in = in;
        this.out = out;
    }

    /** @param orphaned what to do when the parent is gone; it does not return */
    public static Checkpoints start(Set<Point> wanted, Runnable orphaned) {
        return start(wanted, System.in, System.out, orphaned);
    }

    static Checkpoints start(Set<Point> wanted, InputStream in, PrintStream out, Runnable orphaned) {
        Checkpoints checkpoints = new Checkpoints(wanted, in, out);
        Thread listener = new Thread(() -> checkpoints.listen(orphaned), "parent");
        listener.setDaemon(true);
        listener.start();
        return checkpoints;
    }

    /** Returns at once, or when the parent says so. */
    public void reach(String place, long number) {
        reach(new Point(place, number));
    }

    /** As above. */
    public void reach(Point here) {
        if (wanted.contains(here)) {
            tell("at " + here);
            released.acquireUninterruptibly();
        }
    }

    /** A fact for the parent, on a line of its own: {@code said <what> <value>}. Does not block. */
    public void say(String what, Object value) {
        tell("said " + what + " " + value);
    }

    private synchronized void tell(String line) {
        out.println(line);
        out.flush();
    }

    private void listen(Runnable orphaned) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                released.release();
            }
        } catch (IOException e) {
            // A broken pipe is an end, too.
        }
        orphaned.run();
    }
}
