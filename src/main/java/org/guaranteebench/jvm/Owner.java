package org.guaranteebench.jvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, written down so that a later one can tell whether it still lives: the one that started brokers or a store,
 * beside them, or a child that was stopped. Clocks play no part: they may be set while a run goes on.
 *
 * @param host its name
 * @param boot of that machine, so that a process id of before a reboot means nobody
 * @param pids the space in which the process id counts; containers have their own
 * @param pid process id
 * @param started of the process, in whatever the system counts; distinguishes those who had the same id in turn
 */
public record Owner(String host, String boot, String pids, long pid, String started) {
    private static final String UNKNOWN = "-";
    private static final int FIELDS = 5;

    /** Of proc(5), counted from the field after the command, which may hold blanks. */
    private static final int START_TIME_AFTER_COMMAND = 19;

    public static Owner self() {
        long pid = ProcessHandle.current().pid();
        return of(pid, startOf(pid).orElse(UNKNOWN));
    }

    /** Another process of this machine; empty when there is none with this id. */
    public static Optional<Owner> of(long pid) {
        return startOf(pid).map(started -> of(pid, started));
    }

    private static Owner of(long pid, String started) {
        return new Owner(hostName(), bootId(), pidSpace(), pid, started);
    }

    public static Optional<Owner> parse(String text) {
        String[] fields = text.strip().split("/");
        return fields.length == FIELDS && fields[3].matches("[0-9]{1,18}")
                ? Optional.of(new Owner(fields[0], fields[1], fields[2], Long.parseLong(fields[3]), fields[4]))
                : Optional.empty();
    }

    /** One line without blanks; {@link #parse} reads it. */
    @Override
    public String toString() {
        return String.join("/", host, boot, pids, Long.toString(pid), started);
    }

    /** Whether the process is known to have ended. One on another machine, or in another container, never is. */
    public boolean gone() {
        if (!host.equals(hostName())) {
            return false;
        }
        if (!boot.equals(bootId())) {
            return true;
        }
        return pids.equals(pidSpace()) && !startOf(pid).equals(Optional.of(started));
    }

    private static Optional<String> startOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_TIME_AFTER_COMMAND]);
        } catch (IOException e) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(Instant::toString);
        }
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                return UNKNOWN;
            }
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String pidSpace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
