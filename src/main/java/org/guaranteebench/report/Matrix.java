package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.report.Ladder.Figure;
import org.guaranteebench.report.Ladder.Rung;
import org.guaranteebench.stats.Verdict;

/**
 * One metric over the product of two choices: who wrote what is read, by how it is read.
 *
 * @param cells by row and column; what the run did not measure is not in it
 */
record Matrix(
        Columns.Column metric,
        String rowsAre,
        List<String> rows,
        String columnsAre,
        List<String> columns,
        Map<List<String>, Cells> cells) {

    /** @param figure of the baseline without a comparison */
    record Cells(Figure figure, boolean baseline) {}

    private record Place(String row, String column) {}

    /** Of benchmarks with a consumer whose arms span at least two rows and two columns; one for each metric. */
    static List<Matrix> of(Ladder ladder) {
        String family = ladder.sheet().family();
        Map<Place, Rung> byPlace = new LinkedHashMap<>();
        if (!family.isEmpty()) {
            ladder.rungs().stream()
                    .filter(rung -> !rung.further())
                    .forEach(rung -> place(rung.cell()).ifPresent(place -> byPlace.putIfAbsent(place, rung)));
        }
        Map<Place, Rung> places = plain(byPlace);
        List<String> rows = places.keySet().stream().map(Place::row).distinct().toList();
        List<String> columns =
                places.keySet().stream().map(Place::column).distinct().toList();
        if (rows.size() < 2 || columns.size() < 2) {
            return List.of();
        }
        String rowsAre = family.equals("ConsumeThroughput") ? "log" : "producer of what is read";
        String columnsAre = family.equals("Pipeline") ? "stage" : "isolation level";
        List<Matrix> matrices = new ArrayList<>();
        for (int i = 0; i < ladder.columns().size(); i++) {
            int column = i;
            Map<List<String>, Cells> cells = new LinkedHashMap<>();
            places.forEach((place, rung) -> {
                Figure figure = rung.figures().get(column);
                if (figure.result().isPresent()) {
                    cells.put(List.of(place.row, place.column), new Cells(figure, rung.baseline()));
                }
            });
            long compared = cells.values().stream()
                    .filter(cell -> cell.figure().comparison().isPresent())
                    .count();
            if (compared > 1) {
                matrices.add(new Matrix(ladder.columns().get(column), rowsAre, rows, columnsAre, columns, cells));
            }
        }
        return matrices;
    }

    /**
     * Stages by what they promise alone, if no producer has one of them twice: that who reads transactions reads what is
     * committed goes without saying, and would cut the table in two.
     */
    private static Map<Place, Rung> plain(Map<Place, Rung> byPlace) {
        Map<Place, Rung> plain = new LinkedHashMap<>();
        byPlace.forEach((place, rung) -> plain.put(
                new Place(
                        place.row,
                        rung.cell()
                                .treatment()
                                .semantics()
                                .map(Semantics::toString)
                                .orElse(place.column)),
                rung));
        return plain.size() == byPlace.size() ? plain : byPlace;
    }

    /** Empty for arms that differ from others in something else. */
    private static Optional<Place> place(Cell cell) {
        Treatment treatment = cell.treatment();
        if (treatment.predecessor().isPresent()
                || treatment.rebalances()
                || treatment
                        .groupProtocol()
                        .filter(p -> p != GroupProtocol.CLASSIC)
                        .isPresent()) {
            return Optional.empty();
        }
        String isolation = cell.isolation().toString();
        if (treatment.semantics().isPresent()) {
            Semantics semantics = treatment.semantics().get();
            Isolation usual = semantics.isolation();
            return Optional.of(
                    new Place(cell.produced().arm(), semantics + (cell.isolation() == usual ? "" : " " + isolation)));
        }
        if (treatment.readsPreparedLog()) {
            String log = treatment.plainLog()
                    ? Treatment.PLAIN
                    : treatment.aborted() > 0 ? treatment.aborted() + " % aborted" : "committed";
            return treatment.commit().filter(c -> !c.toString().equals("none")).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Place(log, isolation));
        }
        return Optional.of(new Place(cell.produced().arm(), isolation));
    }

    /** How much worse than the baseline, as the logarithm of a ratio, whichever way the metric is better. */
    static double worse(Figure figure) {
        return figure.comparison()
                .filter(c -> c.effect().measured())
                .map(c -> Math.log(c.effect().ratio()) * (Metrics.better(c.metric()) == Verdict.Better.HIGHER ? -1 : 1))
                .orElse(0.0);
    }

    /** The largest of all cells, at least that of half as much again. */
    double widest() {
        return Stream.concat(
                        cells.values().stream().map(cell -> Math.abs(worse(cell.figure()))), Stream.of(Math.log(1.5)))
                .max(Double::compare)
                .orElseThrow();
    }
}
