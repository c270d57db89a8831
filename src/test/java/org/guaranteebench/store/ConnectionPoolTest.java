package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    @Test
    void aDatabaseThatHasGoneIsToldAsTheOneThatWasNeverThere() {
        Login login = Login.parse("jdbc:postgresql://127.0.0.1:1/shop?user=bob&password=canary-Tr0ub4dor");
        assertThatIOException()
                .isThrownBy(() -> new ConnectionPool(login, 1))
                .withMessage("--jdbc-url jdbc:postgresql://127.0.0.1:1/shop: not reachable: Connection refused; allowed"
                        + " is a PostgreSQL that answers");
    }
}
