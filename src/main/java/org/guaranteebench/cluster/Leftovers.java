package org.guaranteebench.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.Owner;

/**
 * Containers, networks and directories that carry the suite's labels, and taking them away when nobody owns them any
 * more: a parent that was killed cannot do it itself.
 */
final class Leftovers {
    static final String OWNER = "org.guaranteebench.owner";
    static final String DATA = "org.guaranteebench.data";

    private static final String MOUNTED = "/data";
    private static final int CLEANING_SECONDS = 30;

    private Leftovers() {}

    /**
     * Removes what ended processes of this machine left on the engine.
     *
     * @return how many containers that were
     */
    static int sweep(DockerClient client) {
        int removed = 0;
        for (Container container : client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(OWNER))
                .exec()) {
            if (abandoned(container.getLabels())) {
                remove(client, container.getId());
                removed++;
                String data = container.getLabels().getOrDefault(DATA, "");
                if (!data.isEmpty()) {
                    deleteData(client, container.getImage(), Path.of(data));
                }
            }
        }
        for (Network network :
                client.listNetworksCmd().withFilter("label", List.of(OWNER)).exec()) {
            if (abandoned(network.getLabels())) {
                removeNetwork(client, network.getId());
            }
        }
        return removed;
    }

    /** With its volumes, whatever it is doing. That it is gone already is no error. */
    static void remove(DockerClient client, String container) {
        try {
            client.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (DockerException e) {
            // Another hook of this JVM, or a person, was faster.
        }
    }

    static void removeNetwork(DockerClient client, String network) {
        try {
            client.removeNetworkCmd(network).exec();
        } catch (DockerException e) {
            // As above.
        }
    }

    /**
     * Deletes a cluster's directory. Its files belong to whatever user the broker was in its container; where that is
     * not to be overruled from here, a container of the same image does it as root.
     */
    static void deleteData(DockerClient client, String image, Path directory) {
        Directories.delete(directory);
        if (!Files.exists(directory)) {
            return;
        }
        try {
            String cleaner = client.createContainerCmd(image)
                    .withUser("0")
                    .withEntrypoint("/bin/sh", "-c", "rm -rf " + MOUNTED + "/*")
                    .withLabels(Map.of(OWNER, Owner.self().toString()))
                    .withHostConfig(HostConfig.newHostConfig()
                            .withNetworkMode("none")
                            .withMounts(List.of(new Mount()
                                    .withType(MountType.BIND)
                                    .withSource(directory.toString())
                                    .withTarget(MOUNTED))))
                    .exec()
                    .getId();
            try {
                client.startContainerCmd(cleaner).exec();
                client.waitContainerCmd(cleaner)
                        .exec(new WaitContainerResultCallback())
                        .awaitStatusCode(CLEANING_SECONDS, TimeUnit.SECONDS);
            } finally {
                remove(client, cleaner);
            }
        } catch (RuntimeException e) {
            // The engine or its image is gone; what is left is named after the suite.
        }
        Directories.delete(directory);
    }

    private static boolean abandoned(Map<String, String> labels) {
        return labels != null
                && Owner.parse(labels.getOrDefault(OWNER, "")).map(Owner::gone).orElse(false);
    }
}
