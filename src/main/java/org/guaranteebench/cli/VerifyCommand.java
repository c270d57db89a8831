package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.guaranteebench.audit.verify.AvailabilityVerification;
import org.guaranteebench.audit.verify.RunVerification;
import org.guaranteebench.audit.verify.ScenarioCheck;
import org.guaranteebench.journal.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: comes to an audit's verdicts once more, without brokers and by other code. Changes nothing. */
@Command(
        name = "verify",
        description =
                "Come to an audit's verdicts once more, offline: recounts every ledger and read-back, and what each level"
                        + " saw of each kill, by code of its own, and compares.",
        footer = {"", "Exit status: 0 all agrees, 1 it does not (the differences are named), 2 not an audit's folder."},
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final int DIFFERS = 1;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's folder, such as results/latest.")
    private Path run;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        List<ScenarioCheck> checks = new ArrayList<>(RunVerification.of(folder));
        boolean played = !checks.isEmpty();
        AvailabilityVerification.of(folder).ifPresent(checks::add);
        PrintWriter out = spec.commandLine().getOut();
        for (ScenarioCheck check : checks) {
            if (check.agrees()) {
                out.printf("%-5s %s%n", check.scenario(), check.found());
            } else {
                check.differences()
                        .forEach(difference -> out.printf("%-5s DIFFERS %s%n", check.scenario(), difference));
            }
        }
        long differing = checks.stream().filter(check -> !check.agrees()).count();
        out.println(
                checks.isEmpty()
                        ? "nothing was played or measured in this audit"
                        : differing == 0
                                ? played ? "all verdicts are the same" : "all figures are the same"
                                : differing + " of " + checks.size() + " not the same");
        out.flush();
        return differing == 0 ? 0 : DIFFERS;
    }
}
