package org.guaranteebench.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: {@code run} unless another command is named. The only class that ends the JVM. */
@Command(
        name = "benchmarks.jar",
        description = "What does each stronger Kafka delivery guarantee cost here?",
        mixinStandardHelpOptions = true,
        versionProvider = SuiteVersion.class,
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            ListCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            CleanupCommand.class,
            AuditCommand.class,
            VerifyCommand.class
        },
        footer = {
            "",
            "Without a command: run, the whole ladder. Exit status: 0 all planned cells measured, 1 a cell failed"
                    + " (its row says why), 2 unusable arguments, 130 interrupted. Of audit and verify: 0 all is as"
                    + " expected, 1 it is not."
        })
public final class Main {
    static final int UNUSABLE = 2;

    private static final int OUT_OF_MEMORY = 1;

    /** JMH decides at class loading whether a second run on this machine is an error. */
    private static final String JMH_LOCK = "jmh.ignoreLock";

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty(JMH_LOCK, "true");
        System.setProperty("log4j2.configurationFile", "log4j2-parent.xml");
        try {
            System.exit(execute(arguments));
        } catch (OutOfMemoryError e) {
            // Whoever owns files has closed them on the way here, or they were whole before.
            System.err.println("error: " + e.getMessage() + ": give it more, as in java -Xmx4g -jar benchmarks.jar …");
            System.exit(OUT_OF_MEMORY);
        }
    }

    /** Ends the JVM from its shutdown hook, where {@code exit} would wait for itself. */
    static void halt(int status) {
        Runtime.getRuntime().halt(status);
    }

    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setPosixClusteredShortOptionsAllowed(false);
        // What the suite does not know is JMH's to judge; RunArguments refuses what JMH does not know either.
        List.of("run", "plan").forEach(c -> line.getSubcommands().get(c).setUnmatchedArgumentsAllowed(true));
        line.setExecutionExceptionHandler((e, command, parsed) -> refuse(command, e));
        line.setParameterExceptionHandler((e, given) -> refuse(e.getCommandLine(), e));
        return line.execute(withCommand(line.getSubcommands().keySet(), arguments));
    }

    /** Puts {@code run} in front unless the first argument is a command or asks for help. */
    private static String[] withCommand(Set<String> commands, String... arguments) {
        if (arguments.length > 0
                && (commands.contains(arguments[0])
                        || Set.of("-h", "--help", "-V", "--version").contains(arguments[0]))) {
            return arguments;
        }
        String[] run = new String[arguments.length + 1];
        run[0] = "run";
        System.arraycopy(arguments, 0, run, 1, arguments.length);
        return run;
    }

    private static int refuse(CommandLine command, Exception e) throws Exception {
        if (e instanceof ParameterException || e instanceof IllegalArgumentException || e instanceof IOException) {
            command.getErr().println("error: " + e.getMessage());
            command.getErr().flush();
            return UNUSABLE;
        }
        throw e;
    }
}
