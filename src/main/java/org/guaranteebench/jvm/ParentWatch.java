package org.guaranteebench.jvm;

import java.io.IOException;

/**
 * Ends this JVM when its parent is gone, however that went. Standard input is a pipe from the parent, who writes nothing
 * to it; when it ends, there is nobody left.
 */
public final class ParentWatch {
    private static boolean watching;

    private ParentWatch() {}

    /**
     * Returns at once; a second call does nothing. Thread-safe.
     *
     * @param last what is to be done before the JVM halts, without any shutdown hook
     */
    public static synchronized void start(Runnable last) {
        if (watching) {
            return;
        }
        watching = true;
        Thread watch = new Thread(() -> awaitEnd(last), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEnd(Runnable last) {
        try {
            while (System.in.read() >= 0) {
                // Only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is an end, too.
        }
        last.run();
        Runtime.getRuntime().halt(0);
    }
}
