package org.guaranteebench.run;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Kafka's own perf tool for consumers in a JVM that has warmed up: the tool reads a log once and ends, so that most of a
 * reading is the compiler's. Here it reads the log over and over in one JVM, each time as a group of its own, until the
 * time is over, and prints what it always prints.
 *
 * <p>Arguments: seconds, a name for the groups, and the tool's own arguments but {@code --group}.
 */
final class PerfToolPasses {
    private PerfToolPasses() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        // On the class path in one profile only.
        Method main =
                Class.forName("org.apache.kafka.tools.ConsumerPerformance").getMethod("main", String[].class);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[0]));
        for (int pass = 1; System.nanoTime() < end; pass++) {
            String[] tool = Arrays.copyOfRange(args, 2, args.length + 2);
            tool[tool.length - 2] = "--group";
            tool[tool.length - 1] = args[1] + "-" + pass;
            main.invoke(null, (Object) tool);
        }
    }
}
