package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {
    @Test
    void aShortTextIsOneIndentedLine() {
        assertThat(Wrap.indent("one two", 3, 100)).isEqualTo("   one two");
    }

    @Test
    void aLineBreaksBeforeTheWordThatWouldReachTheWidth() {
        assertThat(Wrap.indent("aaa bbb ccc", 0, 8).lines()).containsExactly("aaa bbb", "ccc");
        assertThat(Wrap.indent("aaa bbb ccc", 0, 7).lines()).containsExactly("aaa", "bbb", "ccc");
    }

    @Test
    void everyLineIsIndented() {
        assertThat(Wrap.indent("aaa bbb ccc", 2, 10).lines()).containsExactly("  aaa bbb", "  ccc");
    }

    @Test
    void aWordLongerThanTheWidthStandsAloneAndWhole() {
        assertThat(Wrap.indent("a /a/very/long/path b", 0, 10).lines()).containsExactly("a", "/a/very/long/path", "b");
        assertThat(Wrap.indent("/a/very/long/path", 0, 5)).isEqualTo("/a/very/long/path");
    }

    @Test
    void noLineReachesTheWidthAndNothingIsLost() {
        String text = "It was measured on two cores with three brokers and every line of this says nothing. ".repeat(9);
        for (int width = 20; width <= 100; width += 7) {
            String wrapped = Wrap.indent(text, 4, width);
            int limit = width;
            assertThat(wrapped.lines())
                    .allSatisfy(line -> assertThat(line)
                            .hasSizeLessThan(limit)
                            .startsWith("    ")
                            .isEqualTo(line.stripTrailing()));
            assertThat(wrapped.trim().split("\\s+")).containsExactly(text.trim().split(" "));
        }
    }
}
