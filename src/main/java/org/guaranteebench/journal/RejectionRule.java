package org.guaranteebench.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code --reject-disturbed}: which trials are too disturbed, by what was recorded of them and never by their result. It
 * is fixed before the run. One such trial takes its whole block with it, so that no arm is favoured.
 *
 * <p>Written as {@code steal>2%,gc>10%}; any of the conditions is enough.
 */
public record RejectionRule(List<Condition> conditions) {

    /** What a condition is about, as a share: 0.02 is 2 %. Empty where it was not measured. */
    public enum Subject {
        /** CPU time that the hypervisor gave to others. */
        STEAL(trial -> trial.value("steal")),
        /** CPU time that other programs on this machine used. */
        FOREIGN(trial -> trial.value("foreign_cpu")),
        /** Time in which garbage collection held the client, or the worst of the brokers. */
        GC(trial -> largest(trial.value("client_gc"), trial.value("broker_gc"))),
        /** Change of speed within the trial, either way. */
        DRIFT(trial -> largest(absolute(trial.value("drift")), absolute(trial.value("shift")))),
        /** The generator's share of a response's p99; of p90 where there are too few records for that. */
        LAG(trial -> largest(
                share(trial, "p99"),
                trial.value("ack_p99").isPresent() ? OptionalDouble.empty() : share(trial, "p90")));

        private final Function<Trial, OptionalDouble> share;

        Subject(Function<Trial, OptionalDouble> share) {
            this.share = share;
        }

        public OptionalDouble of(Trial trial) {
            return share.apply(trial);
        }

        private static OptionalDouble largest(OptionalDouble a, OptionalDouble b) {
            return Stream.of(a, b)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .max();
        }

        private static OptionalDouble absolute(OptionalDouble value) {
            return value.isPresent() ? OptionalDouble.of(Math.abs(value.getAsDouble())) : value;
        }

        private static OptionalDouble share(Trial trial, String percentile) {
            OptionalDouble lag = trial.value("generator_lag_" + percentile);
            OptionalDouble response = trial.value("ack_" + percentile);
            return lag.isPresent() && response.isPresent() && response.getAsDouble() > 0
                    ? OptionalDouble.of(lag.getAsDouble() / response.getAsDouble())
                    : OptionalDouble.empty();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param percent as it was typed */
    public record Condition(Subject subject, String percent) {
        private double limit() {
            return Double.parseDouble(percent) / 100;
        }

        @Override
        public String toString() {
            return subject + ">" + percent + "%";
        }
    }

    private static final String PERCENT = "[0-9]{1,3}(\\.[0-9]{1,3})?%";

    /** Errors: {@link IllegalArgumentException} in one line that names what is not understood and what is allowed. */
    public static RejectionRule parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int greater = part.indexOf('>');
            Optional<Subject> subject = Arrays.stream(Subject.values())
                    .filter(s -> greater > 0 && s.toString().equals(part.substring(0, greater)))
                    .findFirst();
            if (subject.isEmpty() || !part.substring(greater + 1).matches(PERCENT)) {
                throw new IllegalArgumentException(text + ": allowed are conditions such as steal>2%, with commas"
                        + " between, on "
                        + Arrays.stream(Subject.values()).map(Subject::toString).collect(Collectors.joining(", ")));
            }
            conditions.add(new Condition(subject.get(), part.substring(greater + 1, part.length() - 1)));
        }
        return new RejectionRule(conditions);
    }

    /** The first condition that the trial meets, with what was seen: {@code steal 3.1 %}. */
    public Optional<String> disturbance(Trial trial) {
        return conditions.stream()
                .filter(c -> c.subject.of(trial).orElse(0) > c.limit())
                .findFirst()
                .map(c -> String.format(
                        Locale.ROOT,
                        "%s %.1f %%",
                        c.subject,
                        100 * c.subject.of(trial).getAsDouble()));
    }

    /** What the rule is about and no trial has, such as the garbage collection of brokers that are not the run's own. */
    public List<Subject> unknown(List<Trial> trials) {
        return conditions.stream()
                .map(Condition::subject)
                .filter(subject ->
                        trials.stream().noneMatch(trial -> subject.of(trial).isPresent()))
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return conditions.stream().map(Condition::toString).collect(Collectors.joining(","));
    }
}
