package org.guaranteebench.report;

import java.util.List;
import org.guaranteebench.journal.RunInfo;

/** What stands around every page: its head before all that is seen, its scripts behind it. */
final class PageFrame {
    private PageFrame() {}

    /** The body is open. */
    static Html begin(String title, PageAssets assets) {
        Html html = new Html();
        html.markup("<!doctype html>\n").open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "http-equiv", "Content-Security-Policy", "content", assets.securityPolicy());
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.open("link", "rel", "icon", "href", "data:,");
        html.element("title", title);
        return html.markup("<style>\n" + assets.css() + "</style>\n")
                .close("head")
                .open("body");
    }

    /**
     * The page.
     *
     * @param of what it was made from, in a word
     * @param data of its charts, as {@link ChartData#json}
     */
    static String end(Html html, String of, RunInfo info, String data, PageAssets assets) {
        html.element(
                "footer",
                "Made from this " + of + "'s own files by " + new Setting(info).suite() + ". Charts: "
                        + assets.libraries() + ".");
        html.markup("<script type=\"application/json\" id=\"data\">" + data + "</script>\n");
        assets.scripts().forEach(script -> html.markup("<script>" + script + "</script>\n"));
        return html.close("body").close("html").toString();
    }

    /** A place that the script fills. */
    static void chart(Html html, int sheet, String kind, String question, String howToRead) {
        html.open("figure", "class", "chart", "data-kind", kind, "data-sheet", Integer.toString(sheet))
                .element("h4", question)
                .open("div", "class", "controls")
                .close("div")
                .open("div", "class", "drawing")
                .close("div")
                .element("figcaption", howToRead)
                .close("figure");
    }

    /** @param conditions the text of run.json */
    static void conditions(Html html, String conditions) {
        html.open("section", "id", "conditions").element("h2", "Conditions in full");
        html.open("details")
                .element("summary", "run.json")
                .element("pre", conditions)
                .close("details");
        html.close("section");
    }

    /** @param documents of the project, where more stands */
    static void method(Html html, String text, List<String> documents) {
        html.open("section", "id", "method").element("h2", "Method");
        html.open("p").text(text + "More in the project's ");
        for (int i = 0; i < documents.size(); i++) {
            html.text(i == 0 ? "" : i == documents.size() - 1 ? " and " : ", ").element("code", documents.get(i));
        }
        html.text(".").close("p").close("section");
    }

    static void noScript(Html html) {
        html.markup("<noscript><p>The charts need JavaScript. The tables have their figures.</p></noscript>\n");
    }

    static void term(Html html, String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close("div");
    }

    static void link(Html html, String id, String text) {
        html.element("a", text, "href", "#" + id);
    }
}
