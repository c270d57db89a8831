package org.guaranteebench.cluster;

import java.util.List;

/** How nodes are known to have joined. Given from outside, for this package has no client. */
public interface MembershipProbe extends AutoCloseable {
    /** @return ids of the nodes that the cluster reports as alive; empty when it cannot tell */
    List<Integer> liveNodes();

    @Override
    void close();
}
