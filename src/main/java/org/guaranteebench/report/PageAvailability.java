package org.guaranteebench.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guaranteebench.audit.availability.LevelAvailability;
import org.guaranteebench.grid.Cell;

/**
 * How long a page's producers were without an acknowledgement when their leader had been killed.
 *
 * @param levels rows of {@code availability-levels.csv}; none where availability was not audited
 * @param kills rows of {@code availability.csv}
 */
record PageAvailability(List<Map<String, String>> levels, List<Map<String, String>> kills) {
    private static final double MICROS_PER_MILLI = 1e3;
    private static final String NONE = "–";
    private static final String HOW_TO_READ =
            "Point: the longest time between two acknowledgements around one kill; stroke: the median of the kills. With"
                    + " transactions, what is committed counts as acknowledged; with acks=0, where nobody answers, what was"
                    + " written to a socket. All levels lose their leader at the same moments.";

    /** One sheet of the page. */
    record Charts(List<ChartData.Series> arms, List<Panel> gaps) {}

    record Panel(String name, String benchmark, List<Gap> points) {}

    /**
     * @param arm place in the list of arms
     * @param value ms
     */
    record Gap(int arm, String kill, BigDecimal value, String note) {}

    boolean isEmpty() {
        return levels.isEmpty();
    }

    private static String arm(Map<String, String> row) {
        String arm = row.getOrDefault("arm", "");
        return arm.isEmpty() ? row.getOrDefault("level", "") : arm;
    }

    private static Looks.Look look(Map<String, String> row) {
        return Looks.of(Cell.of(
                row.getOrDefault("acks", ""),
                row.getOrDefault("idempotence", ""),
                row.getOrDefault("transactions", ""),
                row.getOrDefault("isolation", "")));
    }

    /** One sheet, or none. */
    List<Charts> charts() {
        List<String> arms = levels.stream().map(PageAvailability::arm).toList();
        List<ChartData.Series> series = levels.stream()
                .map(level -> ChartData.series(arm(level), look(level), false))
                .toList();
        List<Gap> gaps = kills.stream()
                .filter(kill -> kill.getOrDefault("reason", "").isEmpty()
                        && !kill.getOrDefault("gap_ms", "").isEmpty()
                        && arms.contains(arm(kill)))
                .map(kill -> new Gap(
                        arms.indexOf(arm(kill)),
                        kill.getOrDefault("kill", ""),
                        number(kill, "gap_ms"),
                        kill.getOrDefault("evidence", "")))
                .toList();
        return gaps.isEmpty() ? List.of() : List.of(new Charts(series, List.of(new Panel("longest gap", "", gaps))));
    }

    void write(Html html) {
        if (isEmpty()) {
            return;
        }
        html.open("section", "id", "availability").element("h2", "How long does it stand still when its leader dies?");
        notCounted().forEach((why, number) -> html.element("p", number + " × not counted: " + why, "class", "alarm"));
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Availability");
        html.open("table", "class", "ladder").element("caption", caption());
        html.open("thead").open("tr").element("th", "producer", "scope", "col");
        List.of("longest gap", "response p50", "response p99", "response, longest", "retried", "unsettled")
                .forEach(head -> html.element("th", head, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        for (Map<String, String> level : levels) {
            html.open("tr").element("th", arm(level), "scope", "row");
            html.open("td", "data-head", "longest gap").open("div").element("span", millis(level, "gap_median_ms", 1));
            html.element("small", millis(level, "gap_min_ms", 1) + " to " + millis(level, "gap_max_ms", 1));
            html.close("div").close("td");
            cell(html, "response p50", millis(level, "ack_p50_us", MICROS_PER_MILLI));
            cell(html, "response p99", millis(level, "ack_p99_us", MICROS_PER_MILLI));
            cell(html, "response, longest", millis(level, "ack_max_us", MICROS_PER_MILLI));
            cell(html, "retried", count(level, "retried") + " of " + count(level, "records"));
            cell(html, "unsettled", count(level, "unsettled"));
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
        if (!charts().isEmpty()) {
            PageFrame.noScript(html);
            PageFrame.chart(html, 0, "gaps", "How long was nobody answered, after each kill?", HOW_TO_READ);
        }
        html.close("section");
    }

    private String caption() {
        long counted = levels.stream()
                .map(level -> level.getOrDefault("kills", ""))
                .filter(kills -> kills.matches("\\d{1,9}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
        return counted + (counted == 1 ? " kill" : " kills") + " of the leader"
                + (counted < LevelAvailability.FEWEST_KILLS ? ", too few for a distribution" : "")
                + ", with all these producers at work. Longest gap: median of the kills, below it"
                + " from the shortest to the longest. Response: from when a record was due, over all records of all"
                + " recoveries.";
    }

    private Map<String, Long> notCounted() {
        return kills.stream()
                .collect(Collectors.groupingBy(
                        kill -> kill.getOrDefault("kill", ""),
                        LinkedHashMap::new,
                        Collectors.mapping(kill -> kill.getOrDefault("reason", ""), Collectors.toList())))
                .values()
                .stream()
                .map(reasons ->
                        reasons.stream().filter(reason -> !reason.isEmpty()).findFirst())
                .flatMap(reason -> reason.stream())
                .collect(Collectors.groupingBy(reason -> reason, LinkedHashMap::new, Collectors.counting()));
    }

    private static void cell(Html html, String head, String text) {
        html.open("td", "data-head", head).element("span", text).close("td");
    }

    private static String millis(Map<String, String> row, String column, double unit) {
        String value = row.getOrDefault(column, "");
        return value.isEmpty() ? NONE : Csv.grouped(number(row, column).doubleValue() / unit) + " ms";
    }

    private static BigDecimal number(Map<String, String> row, String column) {
        try {
            return new BigDecimal(row.get(column));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "tables of availability: " + column + " of " + arm(row) + " is '" + row.get(column)
                            + "'; allowed is a number",
                    e);
        }
    }

    private static String count(Map<String, String> row, String column) {
        return Csv.groupedCount(row.getOrDefault(column, "")).orElse(NONE);
    }
}
