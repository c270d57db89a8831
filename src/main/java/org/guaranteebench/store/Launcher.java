package org.guaranteebench.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How programs are started that refuse to run as root, and that must not outlive the thread that starts them.
 *
 * @param prefix of their command lines
 * @param user as whom they run where that is neither this JVM's user nor one who can do what that one can
 */
record Launcher(List<String> prefix, int user) {
    /** Whom the kernel shows where a user has no name; {@code nobody} on most systems. */
    static final int NOBODY = 65_534;

    static final int SAME = -1;

    /** A user namespace of its own: no privileges, but the files stay one's own. Containers mostly forbid it. */
    static final Launcher UNSHARING = new Launcher(List.of("unshare", "--user"), SAME);

    /** Another user, who must be given the directories. */
    static final Launcher AS_NOBODY = new Launcher(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"), NOBODY);

    static final Launcher PLAIN = new Launcher(List.of(), SAME);

    /** {@code QUIT} is PostgreSQL's immediate shutdown, which also gives back its shared memory. */
    private static final List<String> DIES_WITH_PARENT = List.of("setpriv", "--pdeathsig", "QUIT");

    private static final int PROBE_SECONDS = 10;

    /** Errors: {@link IOException} in one line when this is root and root is all it can be. */
    static Launcher find() throws IOException {
        return find(new UnixSystem().getUid() == 0 ? List.of(UNSHARING, AS_NOBODY) : List.of(PLAIN), Launcher::works);
    }

    static Launcher find(List<Launcher> choices, Probe probe) throws IOException {
        for (Launcher choice : choices) {
            if (probe.works(choice)) {
                Launcher dying = choice.with(DIES_WITH_PARENT);
                return probe.works(dying) ? dying : choice;
            }
        }
        throw new IOException("PostgreSQL refuses to run as root, and neither unshare --user nor setpriv (util-linux)"
                + " works here; allowed is another user, or a database of yours with --jdbc-url");
    }

    /** Whether a program can be started so. */
    interface Probe {
        boolean works(Launcher launcher);
    }

    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Makes a directory, and nothing in it, the program's own. */
    void own(Path directory) throws IOException {
        if (user != SAME) {
            Files.setAttribute(directory, "unix:uid", user);
            Files.setAttribute(directory, "unix:gid", user);
        }
    }

    private Launcher with(List<String> more) {
        return new Launcher(command(more), user);
    }

    private boolean works() {
        try {
            Process process = new ProcessBuilder(command(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
