package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guaranteebench.Docker;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.RunInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenario that needs all that containers make hard: proxies before clients and between brokers, and a kill. */
class ContainerAuditIT {
    @TempDir
    private Path home;

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    @Test
    void aLeaderInAContainerIsCutOffAndKilledLikeAnyOther() throws Exception {
        String image = Docker.image();
        Path tmp = Files.createDirectory(home.resolve("tmp"));
        try (Jar jar = Jar.start(
                home,
                tmp,
                "audit",
                "F5",
                "--quick",
                "--broker",
                "container",
                "--image",
                image,
                "--data",
                tmp.toString())) {
            assertThat(jar.await(240)).as(jar.out() + jar.err()).isZero();
            RunInfo info = RunInfo.read(jar.folder().runJson());
            assertThat(info.topology()).containsEntry("broker", "container").containsEntry("image", image);
            List<String> rows = Files.readAllLines(jar.folder().auditCsv());
            assertThat(rows).hasSize(3);
            assertThat(rows.get(1))
                    .contains("VIOLATED (expected)", "fell silent")
                    .containsPattern(
                            "broker 1 \\(container [0-9a-f]{12}, process \\d+\\) ended with status 137, which is SIGKILL");
            assertThat(rows.get(2)).contains(",HELD,");
            assertThat(jar.leftovers()).as(jar.tree()).isEmpty();
            String owner = "label=org.guaranteebench.owner";
            assertThat(said("docker", "ps", "-a", "--no-trunc", "--filter", owner, "--format", "{{.Labels}}"))
                    .doesNotContain("/" + jar.pid() + "/");
            assertThat(said("docker", "network", "ls", "--filter", owner, "--format", "{{.Labels}}"))
                    .doesNotContain("/" + jar.pid() + "/");
        }
    }
}
