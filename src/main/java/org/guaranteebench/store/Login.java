package org.guaranteebench.store;

import java.io.IOException;
import java.io.Reader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * Where a PostgreSQL is and how to be let in. The password is kept apart from the URL, so that the URL alone can be
 * looked at; what is safe to print is {@link #shown()}.
 *
 * @param url without user and password; its other parameters may be secrets, too
 * @param user empty for the driver's default, the operating system's user
 * @param password empty for what the driver finds in a password file: {@code ~/.pgpass}, or what {@code PGPASSFILE} names
 */
public record Login(String url, Optional<String> user, Optional<String> password) {
    private static final String FORM = "jdbc:postgresql://HOST[:PORT]/DATABASE[?user=…&password=…]";
    private static final Pattern URL =
            Pattern.compile("(jdbc:postgresql://(?<hosts>[^/?#@]+)/(?<database>[^/?#@]+))(\\?(?<parameters>.*))?");
    private static final Pattern HOST = Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+])(:(?<port>\\d{1,5}))?");
    private static final int HIGHEST_PORT = 65_535;
    private static final int CONNECT_SECONDS = 10;
    private static final int LOGIN_SECONDS = 20;
    private static final int ANSWER_SECONDS = 60;

    /** Shorter passwords are found in any text. */
    private static final int SHORTEST_HIDDEN = 4;

    /**
     * Errors: {@link IllegalArgumentException} in one line that shows nothing of a malformed URL, for anything in it
     * may be the password.
     */
    public static Login parse(String jdbcUrl) {
        Matcher url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw refused(jdbcUrl.startsWith("jdbc:postgresql:") ? "not of the form" : "not a URL for PostgreSQL");
        }
        for (String host : url.group("hosts").split(",", -1)) {
            Matcher matcher = HOST.matcher(host);
            if (!matcher.matches() || !portAllowed(matcher.group("port"))) {
                throw refused("a host that is no name or address, or a port that is not 1 to " + HIGHEST_PORT);
            }
        }
        String user = null;
        String password = null;
        List<String> others = new ArrayList<>();
        String parameters = Optional.ofNullable(url.group("parameters")).orElse("");
        for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split("&", -1)) {
            String name = parameter.replaceFirst("=.*", "");
            String value = decoded(parameter.substring(Math.min(parameter.length(), name.length() + 1)));
            if (name.equals(PGProperty.USER.getName())) {
                user = value;
            } else if (name.equals(PGProperty.PASSWORD.getName())) {
                password = value;
            } else if (PGProperty.forName(name) == null) {
                throw refused("a parameter that the driver does not have (& in a value is written %26)");
            } else {
                others.add(parameter);
            }
        }
        return new Login(
                url.group(1) + (others.isEmpty() ? "" : "?" + String.join("&", others)),
                Optional.ofNullable(user),
                Optional.ofNullable(password));
    }

    /** The same, with a password unless it has one. */
    public Login orPassword(Optional<String> other) {
        return new Login(url, user, password.or(() -> other));
    }

    /** From a file that {@link #write} made. */
    public static Login read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return new Login(
                properties.getProperty("url"),
                Optional.ofNullable(properties.getProperty("user")),
                Optional.ofNullable(properties.getProperty("password")));
    }

    /** Into a new file that only its owner can read: the way in which a login travels to another process. */
    public void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("url", url);
        user.ifPresent(value -> properties.setProperty("user", value));
        password.ifPresent(value -> properties.setProperty("password", value));
        FileAttribute<?> ownersOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, ownersOnly);
        try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.WRITE)) {
            properties.store(writer, null);
        }
    }

    /** Hosts and database, safe to print. */
    public String shown() {
        return url.replaceFirst("\\?.*", "");
    }

    String database() {
        return shown().substring(shown().lastIndexOf('/') + 1);
    }

    /** The user's name, as far as it is known here. */
    String shownUser() {
        return user.orElse(System.getProperty("user.name"));
    }

    /** {@code text} without the password. */
    String hidden(String text) {
        return password.filter(secret -> secret.length() >= SHORTEST_HIDDEN)
                .map(secret -> text.replace(secret, "[hidden]"))
                .orElse(text);
    }

    /** One connection, not from a pool. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        user.ifPresent(value -> PGProperty.USER.set(properties, value));
        password.ifPresent(value -> PGProperty.PASSWORD.set(properties, value));
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, LOGIN_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, ANSWER_SECONDS);
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return shown();
    }

    private static boolean portAllowed(String port) {
        return port == null || Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= HIGHEST_PORT;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("a parameter with a % that begins no %XX (% itself is written %25)");
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("--jdbc-url: " + why + "; allowed is " + FORM
                + " (what was given is not shown, for it may hold a password)");
    }
}
