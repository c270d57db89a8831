package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock is set while a run goes on: for its processes alone, by a library that stands before the system's. It has to be
 * compiled; where there is no {@code cc}, the test is skipped with the reason, unless {@code -Dcc.required=true}: then it
 * fails.
 */
class ClockStepIT {
    private static final int STEP_SECONDS = 2;
    private static final int TRIAL_SECONDS = 4;

    /** In force while the file is there. The monotonic clock is left alone, as it is when a clock is set. */
    private static final String LIBRARY = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <stdlib.h>
            #include <sys/time.h>
            #include <time.h>
            #include <unistd.h>
            static int step(void) {
                const char *file = getenv("CLOCK_STEP");
                return file && access(file, F_OK) == 0 ? %d : 0;
            }
            int clock_gettime(clockid_t clock, struct timespec *now) {
                static int (*real)(clockid_t, struct timespec *);
                if (!real) real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
                int status = real(clock, now);
                if (status == 0 && clock == CLOCK_REALTIME) now->tv_sec += step();
                return status;
            }
            int gettimeofday(struct timeval *restrict now, void *restrict zone) {
                struct timespec precise;
                int status = clock_gettime(CLOCK_REALTIME, &precise);
                now->tv_sec = precise.tv_sec;
                now->tv_usec = precise.tv_nsec / 1000;
                return status;
            }
            """;

    @TempDir
    private Path home;

    @Test
    void theTrialInWhichItHappensIsFlaggedAndItsDurationIsTrue() throws Exception {
        Path library = compiled();
        Path file = home.resolve("step");
        Map<String, String> environment = Map.of("LD_PRELOAD", library.toString(), "CLOCK_STEP", file.toString());
        try (Jar jar = Jar.start(
                home,
                home.resolve("tmp"),
                environment,
                "run",
                "ProduceLatency",
                "--nodes=1",
                "--blocks=1",
                "--seed=1",
                "-wf",
                "0",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                TRIAL_SECONDS + "s",
                "-p",
                "acks=1,all",
                "-p",
                "idempotence=false",
                "-p",
                "transactions=none",
                "-p",
                "rate=500")) {
            jar.awaitOutput("1/3", 90);
            // In the middle of the second trial, JVM start included.
            TimeUnit.SECONDS.sleep(3);
            Files.createFile(file);
            assertThat(jar.await(120)).as(jar.err()).isZero();
            List<Trial> trials = jar.trials();
            assertThat(trials).hasSize(3).allSatisfy(t -> assertThat(t.status()).isEqualTo(Status.OK));
            assertThat(trials)
                    .extracting(t -> t.flags().stream().map(Flag::code).anyMatch("clock-step"::equals))
                    .containsExactly(false, true, false);
            assertThat(trials.get(1).flags())
                    .extracting(Flag::message)
                    .contains("the system's clock was set forward by 2.0 s");
            assertThat(trials.get(1).value("window").orElseThrow())
                    .isBetween(TRIAL_SECONDS * 0.75, TRIAL_SECONDS * 1.25);
            assertThat(jar.out()).contains("1 of 3 trials of ProduceLatency saw the system's clock being set");
        }
    }

    private Path compiled() throws IOException, InterruptedException {
        Path source = Files.writeString(home.resolve("step.c"), String.format(LIBRARY, STEP_SECONDS));
        Path library = home.resolve("step.so");
        int status;
        try {
            status = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assertThat(Boolean.getBoolean("cc.required"))
                    .as("a C compiler is required here: " + e.getMessage())
                    .isFalse();
            return abort("needs a C compiler, to set the clock of nobody else: " + e.getMessage());
        }
        assertThat(status).as("cc compiles it").isZero();
        return library;
    }
}
