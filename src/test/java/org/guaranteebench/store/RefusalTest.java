package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class RefusalTest {
    private static final String WHERE = "--jdbc-url jdbc:postgresql://h:5432/shop: ";
    private static final Login LOGIN =
            Login.parse("jdbc:postgresql://h:5432/shop?user=bob&password=canary-Tr0ub4dor&sslpassword=canary2");

    private static SQLException server(String state, String message) {
        return new PSQLException(new ServerErrorMessage("SFATAL\0C" + state + "\0M" + message + "\0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            28P01|password authentication failed for user "bob"|user bob was not let in (password authentication failed for user "bob"); allowed is a user of that server, as ?user=… with the password in ~/.pgpass or the file that PGPASSFILE names, in PGPASSWORD, or as &password=…
            28000|no pg_hba.conf entry for host "10.0.0.1"|user bob was not let in (no pg_hba.conf entry for host "10.0.0.1"); allowed is a user of that server, as ?user=… with the password in ~/.pgpass or the file that PGPASSFILE names, in PGPASSWORD, or as &password=…
            3D000|database "shop" does not exist|no database shop there; allowed is one that exists
            42501|permission denied for database "shop"|user bob may not connect (permission denied for database "shop"); allowed is a user with CONNECT on the database
            53300|sorry, too many clients already|refused (53300): sorry, too many clients already; allowed is a PostgreSQL that answers
            """)
    void whatAServerRefusesOnConnectionIsToldWithWhatIsAllowed(String state, String message, String told) {
        assertThat(Refusal.connecting(LOGIN, server(state, message))).hasMessage(WHERE + told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            42501|permission denied for schema public|user bob may not create tables (permission denied for schema public); allowed is a user with CREATE on the first schema of the search path
            3F000|no schema has been selected to create in|user bob may not create tables (no schema has been selected to create in); allowed is a user with CREATE on the first schema of the search path
            25006|cannot execute CREATE TABLE in a read-only transaction|read-only (cannot execute CREATE TABLE in a read-only transaction); allowed is a primary that takes writes
            53100|no space left|a table could not be created (53100): no space left; allowed is a database in which tables can be created
            """)
    void whatAServerRefusesOnCreationIsToldWithWhatIsAllowed(String state, String message, String told) {
        assertThat(Refusal.creating(LOGIN, server(state, message))).hasMessage(WHERE + told);
    }

    @Test
    void aServerThatCannotBeReachedIsToldByTheInnermostCause() {
        assertThat(Refusal.connecting(
                        LOGIN, new PSQLException("refused.\nCheck", null, new ConnectException("Connection refused"))))
                .hasMessage(WHERE + "not reachable: Connection refused; allowed is a PostgreSQL that answers");
        assertThat(Refusal.connecting(LOGIN, new SQLException("failed", "08001", new UnknownHostException("h"))))
                .hasMessage(WHERE + "not reachable: unknown host h; allowed is a PostgreSQL that answers");
    }

    @Test
    void aMessageOfSeveralLinesWithThePasswordBecomesOneLineWithoutIt() {
        assertThat(Refusal.connecting(LOGIN, server("58000", "odd\n  canary-Tr0ub4dor\n")))
                .hasMessage(WHERE + "refused (58000): odd [hidden]; allowed is a PostgreSQL that answers");
    }
}
