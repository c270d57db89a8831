package org.guaranteebench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.run.StoreChoice;
import picocli.CommandLine;

/**
 * {@code run --resume RUN}: the arguments that the run had, for they are its plan. They may be typed again; what says
 * how to get in somewhere may be another, for no password is kept and files move.
 *
 * @param given the run's folder as it was typed
 */
record ResumeArguments(Path given, RunInfo run) {
    static final String OPTION = "--resume";

    private static final Set<String> ACCESS = Set.of(StoreChoice.OPTION, "--client-config");

    /** By its own name, whatever link led there. Errors: {@link IOException} in one line when it is no run's. */
    static RunFolder folder(Path given) throws IOException {
        try {
            RunFolder folder = RunFolder.open(given);
            return new RunFolder(folder.path().toRealPath());
        } catch (IOException e) {
            throw new IOException(
                    OPTION + " " + e.getMessage() + "; allowed is the folder of a run, such as results/latest", e);
        }
    }

    /**
     * The run's arguments, without the command.
     *
     * @param typed all that was typed this time
     *     <p>Errors: {@link IllegalArgumentException} in one line when other arguments were.
     */
    List<String> of(List<String> typed) {
        List<String> asked = new ArrayList<>(plain(typed));
        int option = asked.indexOf(OPTION);
        asked.subList(option, option + 2).clear();
        List<String> recorded = plain(run.arguments());
        Map<String, String> access = new TreeMap<>();
        List<String> repeated = withoutAccess(asked, access);
        List<String> planned = withoutAccess(recorded, new TreeMap<>());
        if (!repeated.isEmpty()
                && !repeated.stream()
                        .sorted()
                        .toList()
                        .equals(planned.stream().sorted().toList())) {
            throw new IllegalArgumentException(OPTION + " " + given + ": given with " + String.join(" ", repeated)
                    + "; allowed is " + OPTION + " alone, or with the run's own arguments, which are "
                    + (planned.isEmpty() ? "none" : String.join(" ", planned)));
        }
        List<String> all = new ArrayList<>(planned);
        Map<String, String> known = new TreeMap<>();
        withoutAccess(recorded, known);
        known.putAll(access);
        known.forEach((name, value) -> all.addAll(List.of(name, value)));
        return all;
    }

    /** As if they had been typed. */
    static RunCommand parsed(List<String> arguments) {
        RunCommand command = new RunCommand();
        CommandLine line = new CommandLine(command);
        line.setPosixClusteredShortOptionsAllowed(false);
        line.setUnmatchedArgumentsAllowed(true);
        line.parseArgs(arguments.toArray(String[]::new));
        return command;
    }

    /** Without the command's name, which may be left out, and with a blank where an option has an equals sign. */
    private static List<String> plain(List<String> arguments) {
        List<String> plain = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                plain.add(argument.substring(0, equals));
                plain.add(argument.substring(equals + 1));
            } else {
                plain.add(argument);
            }
        }
        return !plain.isEmpty() && plain.get(0).equals("run") ? plain.subList(1, plain.size()) : plain;
    }

    /** @param access takes what is left out */
    private static List<String> withoutAccess(List<String> arguments, Map<String, String> access) {
        List<String> rest = new ArrayList<>();
        Iterator<String> all = arguments.iterator();
        while (all.hasNext()) {
            String argument = all.next();
            if (ACCESS.contains(argument) && all.hasNext()) {
                access.put(argument, all.next());
            } else {
                rest.add(argument);
            }
        }
        return rest;
    }
}
