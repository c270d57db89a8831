package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/PROOF.md says what the sessions of {@code results/proof} say, and nothing where there are none. {@code mvn test
 * -Dtest=ProofPageTest -Dgolden.write=true} writes its table.
 */
class ProofPageTest {
    private static final Path PAGE = Path.of("docs", "PROOF.md");

    @TempDir
    private Path home;

    /** What stands on the page under the heading, up to the next one. */
    private static Optional<String> said(String page) {
        int from = page.indexOf(ProofPage.HEADING + "\n");
        int to = page.indexOf("\n## ", from + 1);
        return from < 0
                ? Optional.empty()
                : Optional.of(page.substring(from, to < 0 ? page.length() : to).strip() + "\n");
    }

    /** With these results instead of what it says; in the end where it says nothing. */
    private static String with(String page, String results) {
        return said(page)
                .map(old -> page.replace(old.strip(), results.strip()))
                .orElseGet(() -> page.strip() + "\n\n" + results);
    }

    @Test
    void thePageSaysWhatTheSessionsSayAndNothingWhereThereAreNone() throws IOException {
        ProofFolder folder = new ProofFolder(ProofFolder.STANDARD);
        String page = Files.readString(PAGE);
        if (!Files.exists(folder.proofCsv())) {
            assertThat(said(page))
                    .as("results on " + PAGE + " without " + folder.proofCsv())
                    .isEmpty();
            return;
        }
        Path before = Files.copy(folder.proofCsv(), home.resolve("proof.csv"));
        ProofFolder copy = copyOf(folder);
        String results = resultsAndTables(copy);
        assertThat(before).as("the table is that of the sessions").hasSameTextualContentAs(copy.proofCsv());
        if (Golden.writes()) {
            Files.writeString(PAGE, with(page, results));
            page = Files.readString(PAGE);
        }
        assertThat(said(page)).as("run it with -Dgolden.write=true").contains(results.strip() + "\n");
    }

    private static String resultsAndTables(ProofFolder folder) throws IOException {
        List<ProofRow> rows = ProofTables.rows(folder);
        ProofTables.write(folder, rows);
        return ProofPage.results(folder, rows);
    }

    /** A test writes nothing into results. */
    private ProofFolder copyOf(ProofFolder folder) throws IOException {
        Path copy = home.resolve("proof");
        try (var files = Files.walk(folder.path())) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(folder.path().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        return new ProofFolder(copy);
    }

    @Test
    void theResultsAreTheTableThatPeopleReadWithItsConditions() throws IOException {
        ProofFolder folder = new ProofFolder(home.resolve("proof"));
        for (int i = 1; i <= 8; i++) {
            new SyntheticSession(i, ProofDesign.BLOCKS, 0.03).drift(1.3).save(folder, home.resolve("scratch"));
        }
        Path written = Files.writeString(home.resolve("results.md"), resultsAndTables(folder));
        Golden.assertSame(written, "proof-results.md");
        assertThat(written)
                .content()
                .contains("| `naive-95` | `throughput` | 8 | 0 of 8 | 0–37 % | 8 of 8: 63–100 % |");
    }

    @Test
    void resultsReplaceOlderOnesAndLeaveTheRestOfThePage() {
        String without = "# Proof\n\n## Method\n\ntext\n";
        String first = with(without, "## Results\n\none\n");
        assertThat(first).isEqualTo("# Proof\n\n## Method\n\ntext\n\n## Results\n\none\n");
        assertThat(with(first, "## Results\n\ntwo\n")).isEqualTo(first.replace("one", "two"));
        assertThat(with(first + "\n## What it shows\n\nmuch\n", "## Results\n\ntwo\n"))
                .isEqualTo("# Proof\n\n## Method\n\ntext\n\n## Results\n\ntwo\n\n## What it shows\n\nmuch\n");
        assertThat(said(without)).isEmpty();
    }
}
