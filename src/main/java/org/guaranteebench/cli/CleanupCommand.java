package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.run.Cleanup;
import org.guaranteebench.run.StoreChoice;
import org.guaranteebench.run.TableCleanup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cleanup}: removes what an interrupted run left on an external cluster and in a database of the user's. */
@Command(
        name = "cleanup",
        description = "Remove the topics that an interrupted run left on an external cluster, by their ids, and its"
                + " tables in a database of yours.",
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

    @Option(
            names = StoreChoice.OPTION,
            paramLabel = "URL",
            description = "Where the run's pipelines stored results, as the run had it: no password is ever kept.")
    private String jdbcUrl;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        RunFolder folder = RunFolder.open(run);
        Optional<ClientFile> file = Optional.ofNullable(clientConfig).map(ClientFile::read);
        StoreChoice store = jdbcUrl == null ? StoreChoice.OWN : StoreChoice.of(jdbcUrl);
        try {
            boolean noTables = new TableCleanup(folder, store, out::println).execute();
            boolean noTopics = new Cleanup(folder, file, out::println).execute();
            return noTables && noTopics ? 0 : SOMETHING_LEFT;
        } finally {
            out.flush();
        }
    }
}
