package org.guaranteebench.audit.proxy;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** For what another thread does soon. */
final class Waiting {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Waiting() {}

    static void until(String what, BooleanSupplier happened) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.sleep(5);
        }
    }
}
