package org.guaranteebench.grid;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an arm's consumer does, and with what it reads, beside its isolation level, or what a producer takes over; empty
 * in benchmarks with neither. Unlike a {@link Workload} it differs between the arms of one comparison.
 *
 * @param values spelling to canonical value, in the order of {@link Parameter}
 */
public record Treatment(Map<String, String> values) {
    public static final Treatment NONE = new Treatment(Map.of());

    /** A log that holds no transactions. */
    public static final String PLAIN = "plain";

    /** Errors: {@link IllegalArgumentException} for a value that is not allowed, or what is no treatment. */
    public Treatment {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.values()) {
            String value = values.get(parameter.spelling());
            if (value != null) {
                if (!parameter.isTreatment()) {
                    throw new IllegalArgumentException(parameter.spelling() + " is not what a consumer does");
                }
                ordered.put(parameter.spelling(), parameter.check(value));
            }
        }
        if (ordered.size() != values.size()) {
            throw new IllegalArgumentException("unknown parameter in " + values.keySet());
        }
        values = Collections.unmodifiableMap(ordered);
    }

    public Optional<Semantics> semantics() {
        return value(Parameter.SEMANTICS).map(Semantics::parse);
    }

    public Optional<Commit> commit() {
        return value(Parameter.COMMIT).map(Commit::parse);
    }

    /** Whether the log is written before it is read. */
    public boolean readsPreparedLog() {
        return value(Parameter.LOG).isPresent();
    }

    public boolean plainLog() {
        return value(Parameter.LOG).equals(Optional.of(PLAIN));
    }

    /** Per cent of the log's transactions that were aborted. */
    public int aborted() {
        return value(Parameter.ABORTED).map(Integer::parseInt).orElse(0);
    }

    public Optional<GroupProtocol> groupProtocol() {
        return value(Parameter.GROUP_PROTOCOL).map(GroupProtocol::parse);
    }

    /** What had the transactional id before, where producers take one over. */
    public Optional<Predecessor> predecessor() {
        return value(Parameter.PREDECESSOR).map(Predecessor::parse);
    }

    /** Whether it is of a group whose members come and go: positions in a log that is being written. */
    public boolean rebalances() {
        return commit().isPresent() && !readsPreparedLog();
    }

    private Optional<String> value(Parameter parameter) {
        return Optional.ofNullable(values.get(parameter.spelling()));
    }

    /** Why it cannot be; empty when it can. */
    Optional<String> rejection() {
        return readsPreparedLog() && plainLog() && aborted() > 0
                ? Optional.of("no transaction is in log=plain, so none was aborted")
                : Optional.empty();
    }

    /** In words that tell it from others of its benchmark, the ordinary left out; empty when all of it is. */
    String words() {
        if (predecessor().isPresent()) {
            return predecessor().get().words();
        }
        if (rebalances()) {
            // Here neither of the two is the ordinary one.
            return groupProtocol().map(GroupProtocol::toString).orElse("") + " " + commit().orElseThrow();
        }
        StringBuilder words = new StringBuilder();
        semantics().ifPresent(words::append);
        if (readsPreparedLog() && !plainLog()) {
            words.append(aborted() > 0 ? "aborted " + aborted() + "%" : "committed");
        }
        commit().filter(commit -> commit.kind() != Commit.Kind.NONE)
                .ifPresent(commit -> words.append(words.isEmpty() ? "" : " ").append(commit));
        groupProtocol()
                .filter(protocol -> protocol != GroupProtocol.CLASSIC)
                .ifPresent(protocol -> words.append(words.isEmpty() ? "" : " ")
                        .append("group.protocol=")
                        .append(protocol));
        return words.toString();
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Order of tables and plots: weaker semantics first, then by what the log holds, then by how commits go. */
    List<Integer> rank() {
        return List.of(
                semantics().map(Enum::ordinal).orElse(-1),
                plainLog() ? 0 : 1,
                aborted(),
                commit().map(commit -> commit.kind().ordinal()).orElse(-1),
                -commit().map(commit -> commit.records().orElse(0)).orElse(0),
                groupProtocol().map(Enum::ordinal).orElse(-1),
                predecessor().map(Enum::ordinal).orElse(-1));
    }
}
