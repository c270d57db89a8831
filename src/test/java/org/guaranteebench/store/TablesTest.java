package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TablesTest {
    @Test
    void namesBeginWithTheRunAndNeedNoQuotes() {
        Tables tables = new Tables("20261121-115117-0aFe", "b3-effectively-once");
        assertThat(tables.results()).isEqualTo("kgb_20261121_115117_0afe_b3_effectively_once_results");
        assertThat(tables.positions()).isEqualTo("kgb_20261121_115117_0afe_b3_effectively_once_positions");
    }

    @Test
    void whatIsNoPartOfANameIsRefused() {
        assertThatThrownBy(() -> new Tables("x; DROP TABLE y", "t"))
                .hasMessage("run \"x; DROP TABLE y\": allowed in a table's name are letters, digits, - and _");
        assertThatThrownBy(() -> new Tables("r", ""))
                .hasMessage("trial \"\": allowed in a table's name are letters, digits, - and _");
    }

    @Test
    void aNameThatPostgresWouldCutIsRefused() {
        String trial = "t".repeat(63 - "kgb_r__positions".length());
        assertThat(new Tables("r", trial).positions()).hasSize(63);
        assertThatThrownBy(() -> new Tables("r", trial + "t"))
                .hasMessageEndingWith("_positions: 64 characters; allowed are at most 63");
    }
}
