package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultTableIT {
    private static final Tables TABLES = new Tables("run-1", "upsert");
    private static EmbeddedDatabase database;
    private static ConnectionPool pool;

    private final ResultTable table = new ResultTable(pool, TABLES);

    @BeforeAll
    static void start() throws IOException {
        database = new EmbeddedDatabase();
        pool = new ConnectionPool(database.login(), 2);
    }

    @AfterAll
    static void stop() throws IOException {
        pool.close();
        database.close();
    }

    @BeforeEach
    void create() throws SQLException {
        table.create();
    }

    @AfterEach
    void drop() throws SQLException {
        table.drop();
    }

    private static Result result(int partition, long offset, long sequence) {
        return new Result(partition, offset, sequence, ("value " + sequence).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Result> batch(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> result(i % 3, i, i)).toList();
    }

    private static String content() throws SQLException {
        try (Connection connection = database.login().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT md5(string_agg(t::text, ';' ORDER BY t::text)) FROM " + TABLES.results() + " t")) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void aBatchThatComesAgainChangesNothing() throws SQLException {
        table.upsert(batch(0, 1000));
        assertThat(table.count()).isEqualTo(1000);
        String before = content();
        table.upsert(batch(0, 1000));
        table.upsert(batch(400, 700));
        assertThat(content()).isEqualTo(before);
        assertThat(table.count()).isEqualTo(1000);
        assertThat(table.duplicates()).isZero();
        assertThat(table.missing(1000)).isZero();
    }

    @Test
    void aLaterValueOfTheSamePositionIsTheOneThatStays() throws SQLException {
        table.upsert(batch(0, 3));
        table.upsert(List.of(new Result(1, 1, 1, new byte[] {7})));
        String changed = content();
        table.upsert(batch(1, 2));
        assertThat(content()).isNotEqualTo(changed);
        assertThat(table.count()).isEqualTo(3);
    }

    @Test
    void anEmptyBatchIsNoTransaction() throws SQLException {
        table.upsert(List.of());
        assertThat(table.count()).isZero();
    }

    @Test
    void rowsAreAccountedForBySourceSequence() throws SQLException {
        List<Result> results = new ArrayList<>(batch(0, 10));
        results.remove(9);
        results.remove(4);
        results.add(result(0, 100, 3));
        results.add(result(1, 100, 3));
        results.add(result(2, 200, 8));
        table.upsert(results);
        assertThat(table.count()).isEqualTo(11);
        assertThat(table.duplicates()).isEqualTo(3);
        assertThat(table.missing(10)).as("4 and 9").isEqualTo(2);
        assertThat(table.missing(9)).as("4").isEqualTo(1);
        assertThat(table.missing(12)).as("4, 9, 10 and 11").isEqualTo(4);
    }

    @Test
    void aBatchWithOneRowThatCannotBeStoredLeavesNothing() throws SQLException {
        List<Result> results = new ArrayList<>(batch(0, 300));
        results.add(new Result(0, 9999, 300, null));
        assertThatThrownBy(() -> table.upsert(results))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("null value in column \"value\"");
        assertThat(table.count()).isZero();
        table.upsert(batch(0, 300));
        assertThat(table.count()).as("the connection is fit for use").isEqualTo(300);
    }

    @Test
    void aTableThatExistsIsNotAdopted() {
        assertThatThrownBy(table::create).hasMessageContaining("\"" + TABLES.results() + "\" already exists");
    }
}
