package org.guaranteebench.run;

import java.time.Duration;
import java.util.List;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.MembershipProbe;

/** Asks a starting cluster who is in it. One thread. */
public final class ClusterProbe implements MembershipProbe {
    private static final long STEP_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TopicAdmin admin;

    public ClusterProbe(String bootstrap) {
        admin = new TopicAdmin(bootstrap, PATIENCE);
    }

    @Override
    public List<Integer> liveNodes() {
        try {
            List<Integer> live = admin.liveNodes();
            Thread.sleep(STEP_MILLIS);
            return live;
        } catch (IllegalStateException e) {
            // Nobody answers yet.
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
