package org.guaranteebench.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.run.Benchmarks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list}: the benchmarks and what can be varied in them. */
@Command(
        name = "list",
        description = "Benchmarks and their parameters; also -l and -lp.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "REGEX", description = "Benchmarks to list; all if none is given.")
    private List<String> includes = List.of();

    @Override
    public Integer call() {
        print(spec.commandLine().getOut(), includes, List.of(), true);
        return 0;
    }

    static void print(PrintWriter out, List<String> includes, List<String> excludes, boolean parameters) {
        for (Benchmarks.Entry benchmark : Benchmarks.matching(includes, excludes)) {
            out.println(benchmark.method());
            if (parameters) {
                benchmark.subject().defaults().forEach((field, values) -> describe(out, field, values));
            }
        }
        out.flush();
    }

    private static void describe(PrintWriter out, String field, List<String> values) {
        Optional<Parameter> parameter = Parameter.byField(field);
        String spelling = parameter.map(Parameter::spelling).orElse(field + ".<property>");
        String allowed =
                parameter.map(Parameter::allowed).orElse("any " + field + " property without a parameter here");
        String defaults = String.join(",", values);
        out.printf("  %-20s %-30s allowed: %s%n", spelling, defaults.isEmpty() ? "-" : defaults, allowed);
    }
}
