package org.guaranteebench.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Statistics;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The CPU account of one container's broker since it was last started. Thread-safe. */
abstract sealed class ContainerCpu implements Closeable {

    /** The kernel's account where the engine runs here, else the engine's own, which comes once a second. */
    static ContainerCpu of(DockerClient client, String container, long pid) {
        return visible(container, pid) ? new OfProcess(pid) : new OfEngine(client, container);
    }

    abstract Duration used();

    abstract Duration lag();

    @Override
    public abstract void close();

    /** Whether that process id means the container's process here, too, and not by chance another one. */
    private static boolean visible(String container, long pid) {
        try {
            return pid > 0
                    && Files.readString(Path.of("/proc", Long.toString(pid), "cgroup"))
                            .contains(container);
        } catch (IOException e) {
            return false;
        }
    }

    /** The broker is the container's first process, as with a process cluster. */
    static final class OfProcess extends ContainerCpu {
        private final long pid;
        private Duration lastSeen = Duration.ZERO;

        OfProcess(long pid) {
            this.pid = pid;
        }

        @Override
        synchronized Duration used() {
            ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .ifPresent(now -> lastSeen = now);
            return lastSeen;
        }

        @Override
        Duration lag() {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            used();
        }
    }

    /** The engine's stream of statistics; between two of them the load is taken to go on as it was. */
    static final class OfEngine extends ContainerCpu {
        private static final Duration PERIOD = Duration.ofMillis(1200);

        private record Reading(long at, long used) {}

        private final ResultCallback.Adapter<Statistics> stream;
        private Reading before = new Reading(System.nanoTime(), 0);
        private Reading last = before;

        OfEngine(DockerClient client, String container) {
            stream = client.statsCmd(container).exec(new ResultCallback.Adapter<>() {
                @Override
                public void onNext(Statistics statistics) {
                    var usage = statistics.getCpuStats().getCpuUsage();
                    if (usage != null && usage.getTotalUsage() != null) {
                        read(System.nanoTime(), usage.getTotalUsage());
                    }
                }
            });
        }

        /** A container that has ended reports zero; what it used before stays used. */
        private synchronized void read(long at, long used) {
            if (used >= last.used) {
                before = last;
                last = new Reading(at, used);
            }
        }

        @Override
        synchronized Duration used() {
            long since = Math.min(System.nanoTime() - last.at, PERIOD.toNanos());
            double load = last.at == before.at || before.used == 0
                    ? 0
                    : (double) (last.used - before.used) / (last.at - before.at);
            return Duration.ofNanos(last.used + Math.round(load * since));
        }

        @Override
        Duration lag() {
            return PERIOD;
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException e) {
                // It had ended.
            }
        }
    }
}
