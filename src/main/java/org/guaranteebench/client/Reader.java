package org.guaranteebench.client;

import java.util.Optional;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Commit;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Treatment;

/**
 * What a consumer is asked to be, as a {@link org.guaranteebench.grid.Cell} is for a producer.
 *
 * @param protocol chooses one of the two clients in Kafka's jar as well, so it means something without a group, too
 * @param group of which it is a member; empty for one that is told its partitions and stores no position
 */
public record Reader(Isolation isolation, GroupProtocol protocol, Optional<String> group, Commit commit) {
    public Reader {
        if (group.isEmpty() && commit.kind() != Commit.Kind.NONE) {
            throw new IllegalArgumentException("commit=" + commit + ": only a member of a group stores its position");
        }
    }

    /**
     * What a cell's consumer is: a member of a group where the cell says of which protocol. A stage's makes its commits
     * when the stage says so, unless its semantics leave them to the client's timer.
     *
     * @param group the one it would be a member of
     */
    public static Reader of(Cell cell, String group) {
        Treatment does = cell.treatment();
        boolean timed = does.semantics().equals(Optional.of(Semantics.AUTO_COMMIT));
        return does.groupProtocol()
                .map(protocol -> member(
                        cell.isolation(),
                        protocol,
                        group,
                        does.commit().orElseGet(() -> Commit.parse(timed ? "auto" : "none"))))
                .orElseGet(() -> assigned(cell.isolation(), GroupProtocol.CLASSIC));
    }

    /** One that is told its partitions. */
    public static Reader assigned(Isolation isolation, GroupProtocol protocol) {
        return new Reader(isolation, protocol, Optional.empty(), Commit.parse("none"));
    }

    public static Reader member(Isolation isolation, GroupProtocol protocol, String group, Commit commit) {
        return new Reader(isolation, protocol, Optional.of(group), commit);
    }

    /** Whether the client commits by its own timer. */
    boolean autoCommit() {
        return commit.kind() == Commit.Kind.AUTO;
    }
}
