package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.guaranteebench.audit.proxy.ProxyEvent;
import org.guaranteebench.audit.proxy.Rule;
import org.guaranteebench.journal.RunFolder;

/** What a cluster's proxies did while one twin was played, a line each, in the order of time: evidence of its fault. */
final class ProxyLog {
    private record Line(long nanos, String text) {}

    private final long since;
    private final List<Line> lines = new ArrayList<>();

    /** @param since ns of {@link System#nanoTime()}; what happened before is left out */
    ProxyLog(long since) {
        this.since = since;
    }

    /** @param where the proxy stands */
    void add(String where, List<ProxyEvent> events) {
        events.stream()
                .filter(event -> event.at().nanos() - since >= 0)
                .map(event -> new Line(event.at().nanos(), event.at().wall() + " " + where + ": " + words(event)))
                .forEach(lines::add);
    }

    List<String> lines() {
        return lines.stream()
                .sorted(Comparator.comparingLong(line -> line.nanos() - since))
                .map(Line::text)
                .toList();
    }

    /** The file appears whole or not at all. */
    void write(Path file) throws IOException {
        String text = String.join("\n", lines()) + (lines.isEmpty() ? "" : "\n");
        RunFolder.writeAtomically(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String words(ProxyEvent event) {
        if (event instanceof ProxyEvent.Fired fired) {
            return String.format(
                    Locale.ROOT,
                    "connection %d: %s number %d%s: %s, %d bytes%s%s",
                    fired.connection(),
                    fired.request().api(),
                    fired.nth(),
                    fired.request().clientId().map(id -> " of " + id).orElse(""),
                    words(fired.rule().action()),
                    fired.bytes(),
                    fired.rule().closes() ? ", then closed" : "",
                    fired.content().isEmpty()
                            ? ""
                            : ", version " + fired.request().apiVersion() + ": " + fired.content());
        }
        if (event instanceof ProxyEvent.Cut cut) {
            return (cut.closing() ? "disconnected" : "cut") + " with " + cut.connections() + " connections open";
        }
        if (event instanceof ProxyEvent.Healed healed) {
            return "healed; " + healed.connections() + " connections met the cut, " + healed.bytes()
                    + " bytes are lost";
        }
        if (event instanceof ProxyEvent.Broken broken) {
            return "connection " + broken.connection() + " ended: " + broken.reason();
        }
        throw new IllegalArgumentException(event.toString());
    }

    private static String words(Rule.Action action) {
        if (action instanceof Rule.DelayResponse delay) {
            return "response delayed by " + delay.by().toMillis() + " ms";
        }
        return action instanceof Rule.SwallowRequest ? "request swallowed" : "response swallowed";
    }
}
