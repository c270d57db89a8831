package org.guaranteebench.run;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;

/** How {@code --baseline} names a cell: an arm's name, or {@code acks=1}, or several such pairs with commas. */
final class Baselines {
    private Baselines() {}

    /** Errors: {@link IllegalArgumentException} in one line for an unknown parameter or value. */
    static boolean matches(String text, Cell cell) {
        if (text.equals(cell.arm()) || text.equals(cell.level().toString())) {
            return true;
        }
        if (!text.contains("=")) {
            return false;
        }
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            Parameter parameter = Parameter.bySpelling(name)
                    .filter(Parameter::isOfCell)
                    .orElseThrow(() -> new IllegalArgumentException("--baseline " + text + ": " + name
                            + " is none of "
                            + Stream.of(Parameter.values())
                                    .filter(Parameter::isOfCell)
                                    .map(Parameter::spelling)
                                    .collect(Collectors.joining(", "))));
            if (equals < 0
                    || !parameter
                            .check(pair.substring(equals + 1))
                            .equals(cell.values().get(parameter.spelling()))) {
                return false;
            }
        }
        return true;
    }
}
