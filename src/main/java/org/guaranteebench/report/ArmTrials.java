package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.Trial;

/** The OK trials of one arm, and their values by metric: tables ask for each of these many times. Immutable. */
final class ArmTrials {
    static final ArmTrials NONE = new ArmTrials(List.of());

    /** Where a trial stands: only trials of one block on one start of the brokers are compared. */
    private record Place(int block, int incarnation) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::block).thenComparingInt(Place::incarnation);

        static Place of(Trial trial) {
            return new Place(trial.block(), trial.incarnation());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final List<Trial> trials;
    private final Map<String, String> units = new LinkedHashMap<>();

    /** In the order of trials; NaN where a trial does not have the metric. */
    private final Map<String, double[]> values = new HashMap<>();

    ArmTrials(List<Trial> trials) {
        this.trials = List.copyOf(trials);
        for (int i = 0; i < trials.size(); i++) {
            for (Metric metric : trials.get(i).metrics()) {
                units.put(metric.name(), metric.unit());
                double[] of = values.computeIfAbsent(metric.name(), name -> absent());
                // As Trial.value() has it.
                of[i] = Double.isNaN(of[i]) ? metric.value() : of[i];
            }
        }
    }

    private double[] absent() {
        double[] none = new double[trials.size()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    List<Trial> trials() {
        return trials;
    }

    /** By metric, in the order in which trials have them. */
    Map<String, String> units() {
        return units;
    }

    /** Of those trials that have the metric. */
    double[] values(String metric) {
        return Arrays.stream(all(metric)).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** This arm's value and that of {@code baseline}, from each block in which both were measured on one incarnation. */
    List<double[]> pairs(ArmTrials baseline, String metric) {
        Map<Place, Double> reference = baseline.byPlace(metric);
        List<double[]> pairs = new ArrayList<>();
        byPlace(metric).forEach((place, value) -> {
            if (reference.containsKey(place)) {
                pairs.add(new double[] {value, reference.get(place)});
            }
        });
        return pairs;
    }

    private Map<Place, Double> byPlace(String metric) {
        Map<Place, Double> byPlace = new TreeMap<>();
        double[] all = all(metric);
        for (int i = 0; i < all.length; i++) {
            if (!Double.isNaN(all[i])) {
                byPlace.put(Place.of(trials.get(i)), all[i]);
            }
        }
        return byPlace;
    }

    private double[] all(String metric) {
        return values.getOrDefault(metric, new double[0]);
    }
}
