package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void textIsNeverMarkup() {
        assertThat(new Html().element("p", "<b>\"x\" & 'y'</b>").toString())
                .isEqualTo("<p>&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;</p>\n");
    }

    @Test
    void anAttributeCannotBeLeft() {
        assertThat(new Html()
                        .open("td", "title", "\" onclick=\"x", "class", null)
                        .toString())
                .isEqualTo("<td title=\"&quot; onclick=&quot;x\">");
    }

    @Test
    void whatHtmlCannotHoldIsReplaced() {
        assertThat(Html.escape("a\u0000b\u001bc\td\ne\r\u0085")).isEqualTo("a\uFFFDb\uFFFDc\td\ne\uFFFD\uFFFD");
    }
}
