package org.guaranteebench.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What Java knows no way to send. */
enum Signal {
    STOP,
    CONT;

    /** Errors: {@link IOException} in one line when there is no such process, or it is not ours. */
    void send(long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + this, Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + this + " " + pid + ": " + said.strip());
        }
    }
}
