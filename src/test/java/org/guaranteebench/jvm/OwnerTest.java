package org.guaranteebench.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
    /** Above the kernel's limit, which is 2^22. */
    private static final long NOBODY = 999_999_999_999_999_999L;

    private static final Owner SELF = Owner.self();

    private static Owner with(String host, String boot, String pids, long pid, String started) {
        return new Owner(host, boot, pids, pid, started);
    }

    @Test
    void aProcessThatRunsIsNotGone() {
        assertThat(SELF.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(SELF.gone()).isFalse();
    }

    @Test
    void aProcessIdThatNobodyHasIsGone() {
        assertThat(with(SELF.host(), SELF.boot(), SELF.pids(), NOBODY, SELF.started())
                        .gone())
                .isTrue();
    }

    @Test
    void theSameProcessIdStartedAtAnotherTimeIsSomebodyElse() {
        assertThat(with(SELF.host(), SELF.boot(), SELF.pids(), SELF.pid(), SELF.started() + "1")
                        .gone())
                .isTrue();
        assertThat(with(SELF.host(), SELF.boot(), SELF.pids(), SELF.pid(), "-").gone())
                .isTrue();
    }

    @Test
    void whoStartedBeforeARebootIsGoneWhoeverHasTheProcessIdNow() {
        assertThat(with(SELF.host(), "another-boot", SELF.pids(), SELF.pid(), SELF.started())
                        .gone())
                .isTrue();
        assertThat(with(SELF.host(), "another-boot", "pid:[1]", NOBODY, "0").gone())
                .as("from whatever container")
                .isTrue();
    }

    @Test
    void whoIsOnAnotherMachineIsNeverGone() {
        assertThat(with("elsewhere", SELF.boot(), SELF.pids(), NOBODY, "0").gone())
                .isFalse();
        assertThat(with("elsewhere", "another-boot", "pid:[1]", NOBODY, "0").gone())
                .isFalse();
    }

    @Test
    void whoIsInAnotherContainerIsNotGoneWhileTheMachineRuns() {
        assertThat(with(SELF.host(), SELF.boot(), "pid:[1]", NOBODY, "0").gone())
                .isFalse();
    }

    @Test
    void whatIsWrittenDownIsReadBack() {
        assertThat(Owner.parse(SELF.toString())).contains(SELF);
        assertThat(Owner.parse(SELF + "\n")).contains(SELF);
        assertThat(SELF.toString()).doesNotContainAnyWhitespaces();
    }

    @Test
    void theFieldsStandInOneLineInTheirOrder() {
        Owner owner = with("ci-7", "0d3e-boot", "pid:[4026531836]", 42, "1234567");
        assertThat(owner).hasToString("ci-7/0d3e-boot/pid:[4026531836]/42/1234567");
        assertThat(Owner.parse("ci-7/0d3e-boot/pid:[4026531836]/42/1234567")).contains(owner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "////",
                "42",
                "host/boot/pids/42",
                "host/boot/pids/42/",
                "host/boot/pids/42/1/more",
                "host/boot/pids/x/1",
                "host/boot/pids/-42/1",
                "host/boot/pids//1",
                "host/boot/pids/4.2/1",
                "host/boot/pids/9999999999999999999/1",
                "another format altogether"
            })
    void whatIsNoOwnerIsNotTakenForOne(String text) {
        assertThat(Owner.parse(text)).isEmpty();
    }

    /** By an account of its own: ticks of 10 ms since the machine's start, which Java tells as a time of day. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theStartIsTheProcesssOwn() throws IOException {
        long bootSeconds = Files.readAllLines(Path.of("/proc/stat")).stream()
                .filter(line -> line.startsWith("btime "))
                .mapToLong(line -> Long.parseLong(line.substring("btime ".length())))
                .findFirst()
                .orElseThrow();
        double started =
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli() / 1e3;
        assertThat(bootSeconds + Long.parseLong(SELF.started()) / 100.0).isCloseTo(started, within(2.0));
    }
}
