package org.guaranteebench.run;

import java.util.List;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.ProcessCluster;

/** Asks a starting cluster who is in it; keeps one client while it asks about the same cluster. One thread. */
public final class ClusterReadiness implements ProcessCluster.Readiness, AutoCloseable {
    private static final long STEP_MILLIS = 100;

    private String asked;
    private TopicAdmin admin;

    @Override
    public List<Integer> liveNodes(String bootstrap) {
        if (!bootstrap.equals(asked)) {
            close();
            admin = new TopicAdmin(bootstrap);
            asked = bootstrap;
        }
        try {
            List<Integer> live = admin.liveNodes();
            if (live.isEmpty()) {
                Thread.sleep(STEP_MILLIS);
            }
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
        if (admin != null) {
            admin.close();
        }
    }
}
