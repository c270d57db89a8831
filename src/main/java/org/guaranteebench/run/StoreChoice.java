package org.guaranteebench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.client.Secrets;
import org.guaranteebench.store.Login;
import org.guaranteebench.store.Store;

/**
 * Into which database stages store their results.
 *
 * @param users the one that {@code --jdbc-url} names; empty for a PostgreSQL of the suite's own
 */
public record StoreChoice(Optional<Login> users) {
    /** As on the command line. */
    public static final String OPTION = "--jdbc-url";

    /** The environment's, as PostgreSQL's own programs have it and its Java driver does not. */
    private static final String PASSWORD = "PGPASSWORD";

    public static final StoreChoice OWN = new StoreChoice(Optional.empty());

    /**
     * With the password of the URL, else of the environment, else of a password file, which only the driver reads: the
     * order that PostgreSQL's own programs keep.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line that shows nothing of the URL.
     */
    public static StoreChoice of(String jdbcUrl) {
        return of(jdbcUrl, System.getenv());
    }

    static StoreChoice of(String jdbcUrl, Map<String, String> environment) {
        Optional<String> password =
                Optional.ofNullable(environment.get(PASSWORD)).filter(value -> !value.isEmpty());
        return new StoreChoice(Optional.of(Login.parse(jdbcUrl).orPassword(password)));
    }

    /**
     * Whether the user's database can be used; leaves nothing in it.
     *
     * <p>Errors: {@link IOException} in one line without a password.
     */
    public void check() throws IOException {
        if (users.isPresent()) {
            Store.check(users.get());
        }
    }

    /** What must appear nowhere. */
    Secrets secrets() {
        return users.flatMap(Login::password)
                .map(password -> Secrets.of(List.of(password)))
                .orElse(Secrets.NONE);
    }

    /** The command line as it may be kept. */
    public List<String> told(List<String> arguments) {
        List<String> told = new ArrayList<>();
        for (String argument : arguments) {
            if (!told.isEmpty() && told.get(told.size() - 1).equals(OPTION)) {
                told.add(description());
            } else if (argument.startsWith(OPTION + "=")) {
                told.add(OPTION + "=" + description());
            } else {
                told.add(argument);
            }
        }
        return told;
    }

    /** For plans. */
    public String description() {
        return users.map(Login::shown).orElse("a PostgreSQL of its own");
    }
}
