package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.guaranteebench.jvm.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoryTest {
    private static final Owner SELF = Owner.self();
    private static final Owner DEAD = new Owner(SELF.host(), SELF.boot(), SELF.pids(), SELF.pid(), "-");
    private static final Owner ELSEWHERE = new Owner("elsewhere", SELF.boot(), SELF.pids(), SELF.pid(), "-");

    @TempDir
    private Path parent;

    /** A cluster's directory with data of two nodes. */
    private static Path directory(Path path, String owner) throws IOException {
        for (String node : List.of("node-1", "node-2")) {
            Path partition = Files.createDirectories(path.resolve(node).resolve("data/topic-0"));
            Files.writeString(partition.resolve("00000000000000000000.log"), "records");
        }
        if (!owner.isEmpty()) {
            Files.writeString(path.resolve("owner"), owner + "\n");
        }
        return path;
    }

    private Path directory(String name, Object owner) throws IOException {
        return directory(parent.resolve(name), owner.toString());
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** What is left when the node's process has ended. */
    private static void leave(Path node) throws IOException, InterruptedException {
        Process sweep = ClusterDirectory.sweepAfterwards(node);
        sweep.getOutputStream().close();
        assertThat(sweep.waitFor()).isZero();
    }

    @Test
    void aNewDirectorySaysWhoseItIs() throws IOException {
        Path directory = ClusterDirectory.create(parent);
        assertThat(directory).isDirectory().hasParent(parent);
        assertThat(directory.getFileName().toString()).startsWith("kgb-cluster-");
        assertThat(names(directory)).containsExactly("owner");
        assertThat(Owner.parse(Files.readString(directory.resolve("owner")))).contains(SELF);
    }

    @Test
    void whatKilledOwnersLeftIsSweptWithEverythingInIt() throws IOException {
        Path first = directory("kgb-cluster-1", DEAD);
        Path second = directory("kgb-cluster-2", DEAD);
        Path created = ClusterDirectory.create(parent);
        assertThat(first).doesNotExist();
        assertThat(second).doesNotExist();
        assertThat(created).exists();
    }

    @Test
    void whatSomebodyStillWantsStays() throws IOException {
        directory("kgb-cluster-live", SELF);
        directory("kgb-cluster-other-machine", ELSEWHERE);
        ClusterDirectory.create(parent);
        assertThat(names(parent)).contains("kgb-cluster-live", "kgb-cluster-other-machine");
        assertThat(parent.resolve("kgb-cluster-live/node-2/data/topic-0/00000000000000000000.log"))
                .hasContent("records");
    }

    @Test
    void whatDoesNotSayWhoseItIsStays() throws IOException {
        directory("kgb-cluster-nobody", "");
        directory("kgb-cluster-unreadable", "another format altogether");
        Files.createDirectories(parent.resolve("kgb-cluster-odd/owner"));
        Files.writeString(parent.resolve("kgb-cluster-file"), DEAD.toString());
        ClusterDirectory.create(parent);
        assertThat(names(parent))
                .contains("kgb-cluster-nobody", "kgb-cluster-unreadable", "kgb-cluster-odd", "kgb-cluster-file");
        assertThat(names(parent.resolve("kgb-cluster-nobody"))).containsExactly("node-1", "node-2");
    }

    @Test
    void whatHasAnotherNameIsNotEvenLookedAt() throws IOException {
        directory("cluster-1", DEAD);
        directory("my-kgb-cluster-1", DEAD);
        ClusterDirectory.create(parent);
        assertThat(names(parent)).contains("cluster-1", "my-kgb-cluster-1");
    }

    @Test
    void aLinkIsRemovedAndNotWhatItPointsAt(@TempDir Path elsewhere) throws IOException {
        Path target = directory(elsewhere.resolve("target"), DEAD.toString());
        Files.createSymbolicLink(parent.resolve("kgb-cluster-link"), target);
        ClusterDirectory.create(parent);
        assertThat(target.resolve("node-1/data/topic-0/00000000000000000000.log"))
                .exists();
    }

    @Test
    void theLastNodeToLeaveTakesTheWholeAway() throws Exception {
        Path directory = directory("kgb-cluster-1", SELF);
        leave(directory.resolve("node-1"));
        assertThat(names(directory)).containsExactly("node-2", "owner");

        leave(directory.resolve("node-2"));
        assertThat(directory).doesNotExist();
    }

    @Test
    void whatIsNoNodesKeepsTheDirectory() throws Exception {
        Path directory = directory("kgb-cluster-1", SELF);
        Files.writeString(directory.resolve("heap.hprof"), "evidence");
        leave(directory.resolve("node-1"));
        leave(directory.resolve("node-2"));
        assertThat(names(directory)).containsExactly("heap.hprof", "owner");

        Path other = directory("not-a-clusters", "");
        Files.writeString(other.resolve("notes.txt"), "mine");
        leave(other.resolve("node-1"));
        leave(other.resolve("node-2"));
        assertThat(names(other)).containsExactly("notes.txt");
    }

    @Test
    void aNodeWhoseClusterIsGoneLeavesNothingBehindAndComplainsOfNothing() {
        Path directory = parent.resolve("kgb-cluster-1");
        assertThatCode(() -> leave(directory.resolve("node-1"))).doesNotThrowAnyException();
        assertThat(parent).isEmptyDirectory();
    }
}
