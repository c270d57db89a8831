package org.guaranteebench.audit.verdict;

import java.util.List;
import java.util.Objects;

/**
 * A partition's leader that was cut off from its followers, and killed. Times are ns of {@link System#nanoTime()}, as in
 * ledgers.
 *
 * @param broker that was killed
 * @param death how it ended, in its cluster's words
 * @param cutAt when nobody could copy from it any more
 * @param struckAt when it was about to be killed
 * @param connections that were open and fell silent
 * @param lostBytes that were sent into the cut
 * @param copied records that every replica had before the cut
 * @param highWatermark when it was killed
 * @param acknowledged records that were acknowledged after another had taken over
 * @param logs each replica's size
 * @param views who led before the cut, right before the kill, and after it
 */
public record LeaderFact(
        int broker,
        String death,
        long cutAt,
        long struckAt,
        int connections,
        long lostBytes,
        long copied,
        long highWatermark,
        long acknowledged,
        List<ReplicaLog> logs,
        List<View> views) {
    public LeaderFact {
        death = Objects.requireNonNullElse(death, "");
        logs = logs == null ? List.of() : List.copyOf(logs);
        views = views == null ? List.of() : List.copyOf(views);
    }

    /** Bytes of the partition's log on one node, right after the cut and right before the kill. */
    public record ReplicaLog(int node, long atCut, long atKill) {}

    /**
     * @param leader −1 for none
     * @param epoch of the leader, −1 where it is unknown
     */
    public record View(int leader, int epoch, List<Integer> inSync) {
        public View {
            inSync = inSync == null ? List.of() : List.copyOf(inSync);
        }
    }
}
