package org.guaranteebench.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.stream.LongStream;

/** Time, CPU and allocation accounts as one client thread reads them at the edges of its iterations. */
final class ThreadMeter {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * @param nanos {@link System#nanoTime()}
     * @param processCpu ns that the whole JVM has used
     * @param allocated bytes that the metered threads have allocated
     */
    record Reading(long nanos, long processCpu, long allocated) {}

    private final long[] ids;

    private ThreadMeter(long[] ids) {
        this.ids = ids;
    }

    /** Meters the calling thread and every live thread whose name ends with {@code clientId}, as Kafka's do. */
    static ThreadMeter ofThisThreadAnd(String clientId) {
        return new ThreadMeter(LongStream.concat(LongStream.of(currentThreadId()), named(clientId))
                .distinct()
                .toArray());
    }

    /** Meters the latter alone. */
    static ThreadMeter of(String clientId) {
        return new ThreadMeter(named(clientId).toArray());
    }

    private static LongStream named(String clientId) {
        return LongStream.of(THREADS.getAllThreadIds()).filter(id -> {
            ThreadInfo info = THREADS.getThreadInfo(id);
            return info != null && info.getThreadName().endsWith(clientId);
        });
    }

    Reading read() {
        long allocated = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(ids)) {
            allocated += Math.max(0, bytes);
        }
        return new Reading(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocated);
    }

    /** {@code Thread.getId} is deprecated from 19 on and its successor does not exist in 17. */
    private static long currentThreadId() {
        return LongStream.of(THREADS.getAllThreadIds())
                .filter(id -> {
                    ThreadInfo info = THREADS.getThreadInfo(id);
                    return info != null
                            && info.getThreadName()
                                    .equals(Thread.currentThread().getName());
                })
                .findFirst()
                .orElseThrow();
    }
}
