package org.guaranteebench.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names of a trial's tables: {@code kgb_<run>_<trial>_results} and {@code …_positions}.
 *
 * @param run its id, with hyphens or underscores
 * @param trial distinguishes it within the run
 */
public record Tables(String run, String trial) {
    private static final String PREFIX = "kgb_";

    /** PostgreSQL cuts longer names and says so only in a notice. */
    private static final int LONGEST = 63;

    /** Errors: {@link IllegalArgumentException} for anything that cannot be part of a name that needs no quotes. */
    public Tables {
        part("run", run);
        part("trial", trial);
        String longest = prefix(run) + part("trial", trial) + "_positions";
        if (longest.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "table " + longest + ": " + longest.length() + " characters; allowed are at most " + LONGEST);
        }
    }

    public String results() {
        return prefix(run) + part("trial", trial) + "_results";
    }

    public String positions() {
        return prefix(run) + part("trial", trial) + "_positions";
    }

    static List<String> drop(Connection connection, String run) throws SQLException {
        List<String> names = new ArrayList<>();
        // Not LIKE, to which an underscore is any character.
        try (PreparedStatement query = connection.prepareStatement("SELECT tablename FROM pg_catalog.pg_tables"
                + " WHERE schemaname = current_schema() AND left(tablename, length(?)) = ? ORDER BY tablename")) {
            query.setString(1, prefix(run));
            query.setString(2, prefix(run));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String name : names) {
                statement.execute("DROP TABLE IF EXISTS \"" + name.replace("\"", "\"\"") + "\"");
            }
        }
        return names;
    }

    private static String prefix(String run) {
        return PREFIX + part("run", run) + "_";
    }

    private static String part(String name, String value) {
        if (!value.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    name + " \"" + value + "\": allowed in a table's name are letters, digits, - and _");
        }
        return value.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
