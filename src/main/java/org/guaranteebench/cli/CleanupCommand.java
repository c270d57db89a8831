package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.run.Cleanup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cleanup}: removes what an interrupted run left on an external cluster. */
@Command(
        name = "cleanup",
        description = "Remove the topics that an interrupted run left on an external cluster, by their ids.",
        mixinStandardHelpOptions = true)
final class CleanupCommand implements Callable<Integer> {
    private static final int SOMETHING_LEFT = 1;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's folder, such as results/latest.")
    private Path run;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Properties for the connection, as the run had them.")
    private Path clientConfig;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        RunFolder folder = RunFolder.open(run);
        boolean clean =
                new Cleanup(folder, Optional.ofNullable(clientConfig).map(ClientFile::read), out::println).execute();
        out.flush();
        return clean ? 0 : SOMETHING_LEFT;
    }
}
