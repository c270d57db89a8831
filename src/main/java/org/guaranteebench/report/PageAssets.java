package org.guaranteebench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** What every page has inside: its style, its script, and the chart library, as they are in the jar. */
record PageAssets(String css, List<String> scripts, String libraries) {

    /** Errors: {@link IllegalStateException} in a jar that was built without them. */
    static PageAssets load() {
        Properties versions = new Properties();
        try {
            versions.load(new StringReader(text("/page/libraries.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String d3 = versions.getProperty("d3");
        String plot = versions.getProperty("plot");
        return new PageAssets(
                text("/page/page.css"),
                List.of(
                        script(text("/META-INF/resources/webjars/d3/" + d3 + "/dist/d3.min.js")),
                        script(text("/page/observablehq-plot-" + plot + ".umd.min.js")),
                        script(text("/page/page.js"))),
                "D3 " + d3 + " and Observable Plot " + plot + ", both ISC licence");
    }

    /** Without the address of a source map, which nobody is to fetch. */
    private static String script(String text) {
        String script = text.replaceAll("(?m)^//# sourceMappingURL=.*$", "").replace("\r\n", "\n");
        if (script.contains("</script") || script.contains("<!--")) {
            throw new IllegalStateException("a script that cannot stand inside a page");
        }
        return script;
    }

    private static String text(String resource) {
        try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in this jar: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These scripts run and no other, whatever a name in the run says; nothing is fetched. */
    String securityPolicy() {
        String hashes = scripts.stream()
                .map(script -> "'sha256-" + sha256(script) + "'")
                .collect(Collectors.joining(" "));
        return "default-src 'none'; script-src " + hashes
                + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String sha256(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
