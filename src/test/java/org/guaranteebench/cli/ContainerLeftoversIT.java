package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.guaranteebench.Alone;
import org.guaranteebench.Docker;
import org.guaranteebench.Jar;
import org.guaranteebench.jvm.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside other tests one of their runs might remove the container first. */
@Alone
class ContainerLeftoversIT {
    private static final Owner SELF = Owner.self();

    /** Of a process that has the id of a living one and was started at another time. */
    private static final Owner DEAD = new Owner(SELF.host(), SELF.boot(), SELF.pids(), SELF.pid(), "-");

    @TempDir
    private Path home;

    private static String docker(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "docker";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    @Test
    void anAuditSaysWhichContainersOfAKilledOneItHasRemoved() throws Exception {
        String image = Docker.image();
        Path tmp = Files.createDirectory(home.resolve("tmp"));
        String left = docker("create", "--label", "org.guaranteebench.owner=" + DEAD, image);
        String[] audit = {"audit", "F9", "--nodes", "1", "--records", "100", "--broker", "container", "--image", image};
        try (Jar jar = Jar.start(home, tmp, audit)) {
            assertThat(jar.await((int) Duration.ofMinutes(3).toSeconds()))
                    .as(jar.out() + jar.err())
                    .isZero();
            assertThat(jar.out() + jar.err())
                    .containsOnlyOnce("a run that was killed had left 1 container, which was removed now");
        }
        assertThat(docker("ps", "-a", "--no-trunc", "--format", "{{.ID}}")).doesNotContain(left);
    }
}
