package org.guaranteebench.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One command line, what it printed and how it ended.
 *
 * <p>Nothing here may start a broker, whatever becomes of the code under test. A line that could start a run is refused
 * unless its {@code --out} lies below a file, where no folder can be made.
 */
record Invocation(int status, List<String> out, List<String> err) {
    private static final Set<String> HARMLESS =
            Set.of("plan", "list", "report", "compare", "cleanup", "verify", "-h", "--help", "-V", "--version");

    static Invocation of(String... arguments) {
        requireHarmless(arguments);
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status;
        try {
            System.setOut(new PrintStream(out, true, Charset.defaultCharset()));
            System.setErr(new PrintStream(err, true, Charset.defaultCharset()));
            status = Main.execute(withoutDocker(arguments));
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
        return new Invocation(status, lines(out), lines(err));
    }

    private static void requireHarmless(String... arguments) {
        if (arguments.length > 0 && HARMLESS.contains(arguments[0])) {
            return;
        }
        int out = List.of(arguments).indexOf("--out");
        if (out < 0 || !Files.isRegularFile(Path.of(arguments[out + 1]).getParent())) {
            throw new AssertionError("could start brokers: " + String.join(" ", arguments));
        }
    }

    /** What auto finds depends on the machine. */
    private static String[] withoutDocker(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.contains("plan") && !all.contains("--broker")) {
            all.addAll(List.of("--broker", "process"));
        }
        return all.toArray(String[]::new);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(Charset.defaultCharset()).lines().toList();
    }

    /** Arguments separated by blanks; none of them holds one. */
    static Invocation line(String line) {
        return of(line.isEmpty() ? new String[0] : line.split(" "));
    }
}
