package org.guaranteebench.store;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** Why a database cannot be used, in one line: what, where, and what is allowed. */
final class Refusal {
    /** Of PostgreSQL's appendix A; the driver uses some for what it finds itself. */
    private static final String NO_CONNECTION = "08001";

    private static final String REJECTED = "08004";
    private static final String CONNECTION = "08";
    private static final String BAD_AUTHORIZATION = "28";
    private static final String NO_DATABASE = "3D000";
    private static final String NO_SCHEMA = "3F000";
    private static final String NO_PRIVILEGE = "42501";
    private static final String READ_ONLY = "25006";

    private Refusal() {}

    /** Of a connection. */
    static IOException connecting(Login login, SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (state.startsWith(BAD_AUTHORIZATION) || state.equals(REJECTED)) {
            return refused(
                    login,
                    "user " + login.shownUser() + " was not let in (" + said(login, e) + ")",
                    "a user of that server, as ?user=… with the password in ~/.pgpass or the file that PGPASSFILE names,"
                            + " in PGPASSWORD, or as &password=…");
        }
        if (state.equals(NO_DATABASE)) {
            return refused(login, "no database " + login.database() + " there", "one that exists");
        }
        if (state.equals(NO_PRIVILEGE)) {
            return refused(
                    login,
                    "user " + login.shownUser() + " may not connect (" + said(login, e) + ")",
                    "a user with CONNECT on the database");
        }
        if (state.startsWith(CONNECTION) || state.isEmpty()) {
            return refused(
                    login,
                    "not reachable" + (state.isEmpty() || state.equals(NO_CONNECTION) ? "" : " (" + state + ")") + ": "
                            + cause(login, e),
                    "a PostgreSQL that answers");
        }
        return refused(login, "refused (" + state + "): " + said(login, e), "a PostgreSQL that answers");
    }

    /** Of making a table. */
    static IOException creating(Login login, SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (state.equals(NO_PRIVILEGE) || state.equals(NO_SCHEMA)) {
            return refused(
                    login,
                    "user " + login.shownUser() + " may not create tables (" + said(login, e) + ")",
                    "a user with CREATE on the first schema of the search path");
        }
        if (state.equals(READ_ONLY)) {
            return refused(login, "read-only (" + said(login, e) + ")", "a primary that takes writes");
        }
        return refused(
                login,
                "a table could not be created (" + state + "): " + said(login, e),
                "a database in which tables can be created");
    }

    private static IOException refused(Login login, String what, String allowed) {
        return new IOException("--jdbc-url " + login.shown() + ": " + what + "; allowed is " + allowed);
    }

    /** The server's own words where it has said something. */
    private static String said(Login login, SQLException e) {
        String message = e instanceof PSQLException server && server.getServerErrorMessage() != null
                ? server.getServerErrorMessage().getMessage()
                : e.getMessage();
        return oneLine(login, String.valueOf(message));
    }

    private static String cause(Login login, SQLException e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost instanceof UnknownHostException unknown
                ? "unknown host " + oneLine(login, unknown.getMessage())
                : oneLine(login, String.valueOf(innermost.getMessage()));
    }

    private static String oneLine(Login login, String text) {
        return login.hidden(text).replaceAll("\\s+", " ").strip();
    }
}
