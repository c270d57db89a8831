package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run's tables with what a reader needs to judge them, to be pasted: ratios with intervals, the sentences that these
 * support, the A/A arm, the conditions, the run and the jar that measured it.
 */
public final class Citation {

    /** Of the text that is pasted. */
    public enum Format {
        MARKDOWN,
        LATEX;

        private static final String ALLOWED =
                Stream.of(values()).map(Format::toString).collect(Collectors.joining(", "));

        /** Errors: {@link IllegalArgumentException} that names the value and the allowed values. */
        public static Format parse(String text) {
            return Stream.of(values())
                    .filter(format -> format.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--cite " + text + ": allowed are " + ALLOWED));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Analysis analysis;
    private final List<Ladder> ladders;
    private final Setting setting;

    private Citation(Analysis analysis) {
        this.analysis = analysis;
        this.ladders = Ladder.of(analysis);
        this.setting = new Setting(analysis.info());
    }

    /** Lines that end in a line feed each. A run without a measured trial says so. */
    public static String of(Analysis analysis, Format format) {
        Citation citation = new Citation(analysis);
        return format == Format.MARKDOWN ? citation.markdown() : citation.latex();
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        alarms().forEach(alarm -> text.append("**").append(markdown(alarm)).append("**\n\n"));
        for (Ladder ladder : ladders) {
            text.append(markdown(caption(ladder))).append("\n\n");
            List<String> heads = heads(ladder);
            text.append("| |");
            heads.forEach(head -> text.append(' ').append(markdown(head)).append(" |"));
            text.append("\n| --- |").append(" ---: |".repeat(heads.size())).append('\n');
            for (Ladder.Rung rung : ladder.rungs()) {
                text.append("| ").append(markdown(name(rung))).append(" |");
                cells(rung)
                        .forEach(cell -> text.append(' ').append(markdown(cell)).append(" |"));
                text.append('\n');
            }
            text.append('\n');
            sentences(ladder).forEach(s -> text.append("- ").append(markdown(s)).append('\n'));
            text.append('\n');
        }
        return text + notes().stream().map(Citation::markdown).collect(Collectors.joining(" ")) + "\n";
    }

    private String latex() {
        StringBuilder text = new StringBuilder();
        alarms().forEach(alarm ->
                text.append("\\noindent\\textbf{").append(latex(alarm)).append("}\n\n"));
        for (Ladder ladder : ladders) {
            List<String> heads = heads(ladder);
            text.append("\\begin{table}\n\\caption{")
                    .append(latex(caption(ladder)))
                    .append("}\n");
            text.append("\\begin{tabular}{l").append("r".repeat(heads.size())).append("}\n\\hline\n");
            heads.forEach(head -> text.append(" & ").append(latex(head)));
            text.append(" \\\\\n\\hline\n");
            for (Ladder.Rung rung : ladder.rungs()) {
                text.append(latex(name(rung)));
                cells(rung).forEach(cell -> text.append(" & ").append(latex(cell)));
                text.append(" \\\\\n");
            }
            text.append("\\hline\n\\end{tabular}\n\\end{table}\n");
            sentences(ladder)
                    .forEach(s -> text.append("\\noindent ").append(latex(s)).append(".\\\\\n"));
            text.append('\n');
        }
        return text + notes().stream().map(Citation::latex).collect(Collectors.joining("\n")) + "\n";
    }

    private static String caption(Ladder ladder) {
        return "Cost as the ratio to " + ladder.baselines() + " within blocks"
                + (ladder.hasIntervals() ? ", 95 % interval" : ", too few blocks for intervals") + "; "
                + Setting.load(ladder);
    }

    private static List<String> heads(Ladder ladder) {
        return ladder.columns().stream().map(Columns.Column::head).toList();
    }

    private static String name(Ladder.Rung rung) {
        return rung.further() ? rung.cell().arm() + ", " + rung.name() : rung.name();
    }

    /** Of the baseline what was measured, of all others ratios. */
    private static List<String> cells(Ladder.Rung rung) {
        return rung.figures().stream()
                .map(figure -> figure.result().isEmpty()
                        ? "–"
                        : rung.baseline()
                                ? figure.value()
                                : figure.comparison().map(c -> ratio(figure, c)).orElse("–"))
                .toList();
    }

    /** A ratio without a meaning is no cost, and its number would be taken for one. */
    private static String ratio(Ladder.Figure figure, Analysis.Comparison comparison) {
        return comparison.verdict().startsWith("not ") ? comparison.verdict().split(" \\(")[0] : figure.ratio();
    }

    private List<String> sentences(Ladder ladder) {
        List<String> steps = StepCosts.of(analysis, ladder).sentences();
        return Stream.concat(
                        ladder.rungs().stream()
                                .filter(rung -> !rung.verdict().isEmpty())
                                .map(rung -> rung.name() + ": " + rung.verdict()),
                        steps.size() > StepCosts.MOST
                                ? Stream.of("Each rung against the one below it: costs.csv, comparison=step")
                                : steps.stream())
                .toList();
    }

    private List<String> notes() {
        List<String> notes =
                new ArrayList<>(ladders.isEmpty() ? List.of("Nothing was measured.") : Collections.emptyList());
        Controls controls = Controls.of(analysis);
        for (String sentence : List.of(controls.sentence(), controls.resolution())) {
            if (!sentence.isEmpty()) {
                notes.add(Ladder.typeset(sentence) + ".");
            }
        }
        Course course = new Course(analysis);
        course.notes().forEach(note -> notes.add(note + "."));
        Rejection.of(analysis).map(this::kept).filter(kept -> !kept.isEmpty()).ifPresent(notes::add);
        ladders.stream().map(Citation::names).filter(names -> !names.isEmpty()).forEach(notes::add);
        notes.add(setting.cluster() + ". " + setting.machine() + ". "
                + (ladders.isEmpty() ? "" : "Producer: " + setting.producer(ladders) + ". ") + setting.versions() + ". "
                + setting.design(course) + ".");
        notes.add("Run " + analysis.info().run() + " of " + setting.suite() + ", jar sha256 " + setting.jar() + ".");
        return notes;
    }

    /** What must be known before any figure, as on a console. */
    private List<String> alarms() {
        return Stream.concat(
                        Stream.of(Ladder.typeset(Controls.of(analysis).alarm())).filter(alarm -> !alarm.isEmpty()),
                        new Course(analysis).cutShort().stream().map(text -> text + "."))
                .toList();
    }

    /** Throughput once more, without the blocks that a rule leaves out. */
    private String kept(Rejection rejection) {
        String rows = rejection.rows().stream()
                .filter(row -> row.all().metric().equals(Metrics.THROUGHPUT)
                        && !row.all().arm().control())
                .map(row -> row.label() + " " + Ladder.typeset(row.ofKept()))
                .collect(Collectors.joining("; "));
        return rows.isEmpty() ? "" : "The table is of all trials. Without these blocks: " + rows + ".";
    }

    /** What the names of a ladder of producers stand for. */
    private static String names(Ladder ladder) {
        return ladder.sheet().family().isEmpty()
                ? ladder.rungs().stream()
                        .filter(rung -> !rung.further())
                        .map(rung -> rung.name() + ": " + Meaning.of(rung.cell()))
                        .collect(Collectors.joining("; ", "", "."))
                : "";
    }

    /** Shown as it is: nothing in it is a link, a tag, or the end of a table's cell. */
    static String markdown(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("[\\\\`*_\\[\\]<>|~&]", "\\\\$0");
    }

    /** Needs no package. */
    static String latex(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.replaceAll("\\s+", " ").toCharArray()) {
            escaped.append(
                    switch (c) {
                        case '\\' -> "\\textbackslash{}";
                        case '~' -> "\\textasciitilde{}";
                        case '^' -> "\\textasciicircum{}";
                        case '<', '>' -> "$" + c + "$";
                        case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
                        case '×' -> "$\\times$";
                        case '±' -> "$\\pm$";
                        case 'µ' -> "$\\mu$";
                        case '–' -> "--";
                        case '−' -> "$-$";
                        default -> String.valueOf(c);
                    });
        }
        return escaped.toString();
    }
}
