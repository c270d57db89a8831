package org.guaranteebench.run;

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
                    .filter(Parameter::isGuarantee)
                    .orElseThrow(() -> new IllegalArgumentException("--baseline " + text + ": " + name
                            + " is none of acks, idempotence, transactions, isolation"));
            if (equals < 0 || !parameter.check(pair.substring(equals + 1)).equals(value(parameter, cell))) {
                return false;
            }
        }
        return true;
    }

    private static String value(Parameter parameter, Cell cell) {
        return switch (parameter) {
            case ACKS -> cell.acks().toString();
            case IDEMPOTENCE -> Boolean.toString(cell.idempotence());
            case TRANSACTIONS -> cell.transactions().toString();
            case ISOLATION -> cell.isolation().toString();
            default -> throw new IllegalArgumentException(parameter.spelling());
        };
    }
}
