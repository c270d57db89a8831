package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Samples the host while a trial runs, so that its CPU accounts can be read at the edges of the measured window, which
 * only the fork knows, and only afterwards. {@link #window} may be called from any thread.
 */
final class HostSampler implements AutoCloseable {
    private static final long STEP_MILLIS = 50;

    private record Point(long nanos, HostSample sample) {}

    private final Supplier<HostSample> source;
    private final List<Point> points = new ArrayList<>();
    private final Thread thread = new Thread(this::loop, "host-sampler");

    HostSampler(Supplier<HostSample> source) {
        this.source = source;
        thread.setDaemon(true);
        thread.start();
    }

    /** The accounts between two moments on the clock of {@link System#nanoTime()}, interpolated between samples. */
    HostSample window(double start, double end) {
        sample();
        synchronized (points) {
            return at(end).since(at(start));
        }
    }

    private HostSample at(double nanos) {
        Point before = points.get(0);
        for (Point point : points) {
            if (point.nanos >= nanos) {
                double share = point.nanos == before.nanos ? 1 : (nanos - before.nanos) / (point.nanos - before.nanos);
                return before.sample.towards(point.sample, Math.max(0, share));
            }
            before = point;
        }
        return before.sample;
    }

    private void loop() {
        try {
            while (true) {
                sample();
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        synchronized (points) {
            points.add(new Point(System.nanoTime(), source.get()));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
