package org.guaranteebench.audit.process;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a group has given to one of its members.
 *
 * @param generation of the group
 * @param member id that the coordinator knows the process by
 * @param partitions of the input, ascending
 */
public record Assignment(int generation, String member, List<Integer> partitions) {
    private static final String NONE = "-";

    public Assignment {
        partitions = partitions.stream().sorted().toList();
    }

    /**
     * The inverse of {@link #toString}.
     *
     * <p>Errors: {@link IllegalArgumentException} for what is no assignment.
     */
    public static Assignment parse(String text) {
        String[] fields = text.split(" ");
        if (fields.length != 3) {
            throw new IllegalArgumentException("\"" + text + "\": an assignment is generation member partitions");
        }
        List<Integer> partitions = fields[2].equals(NONE)
                ? List.of()
                : Arrays.stream(fields[2].split(",")).map(Integer::valueOf).toList();
        return new Assignment(Integer.parseInt(fields[0]), fields[1], partitions);
    }

    /** Whether some partition is in both. */
    public boolean overlaps(Assignment other) {
        return partitions.stream().anyMatch(other.partitions::contains);
    }

    /** In a sentence. */
    public String words() {
        return "partitions " + listed() + " in generation " + generation;
    }

    /** Generation, member and partitions, such as {@code 3 stage-9f2 0,1}. */
    @Override
    public String toString() {
        return generation + " " + member + " " + listed();
    }

    private String listed() {
        return partitions.isEmpty()
                ? NONE
                : partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
