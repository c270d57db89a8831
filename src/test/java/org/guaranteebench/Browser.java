package org.guaranteebench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * One tab of a real Chromium without a window, spoken to in its DevTools protocol. Where none is installed the test is
 * skipped with the reason, unless {@code -Dchromium.required=true}: then it fails. For one thread.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SECONDS = 60;

    private final Process process;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final WebSocket socket;

    private Browser(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Ear())
                .join();
    }

    /** @param home an existing directory, for the browser's own files */
    public static Browser start(Path home) throws IOException, InterruptedException {
        Path profile = home.resolve("chromium");
        Process process = new ProcessBuilder(
                        executable().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("chromium.log").toFile())
                .start();
        try {
            String port = port(process, profile.resolve("DevToolsActivePort"));
            Browser browser = new Browser(process, tab(port));
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                browser.call(domain + ".enable", Map.of());
            }
            return browser;
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw e;
        }
    }

    private static Path executable() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(Browser::missing);
    }

    private static RuntimeException missing() {
        String why = "none of " + NAMES + " is on the PATH";
        if (Boolean.getBoolean("chromium.required")) {
            throw new AssertionError("Chromium is required here: " + why);
        }
        return new TestAbortedException("needs Chromium: " + why);
    }

    private static String port(Process process, Path file) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            if (Files.isRegularFile(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() >= 2) {
                    return lines.get(0);
                }
            }
            if (System.nanoTime() > giveUp || !process.isAlive()) {
                throw new AssertionError("Chromium did not open its port");
            }
            Thread.sleep(20);
        }
    }

    private static URI tab(String port) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        String tabs = HttpClient.newHttpClient()
                .send(list, HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode tab : JSON.readTree(tabs)) {
            if (tab.path("type").asText().equals("page")) {
                return URI.create(tab.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new AssertionError("no tab: " + tabs);
    }

    /** Of a screen that wide, in CSS pixels. */
    public void resize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param scheme {@code light} or {@code dark}; @param medium {@code screen} or {@code print} */
    public void media(String medium, String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** With scripts or, as some readers have it, without. */
    public void scripts(boolean run) {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    /** Opens a file and waits until the expression is true. */
    public void open(Path file, String until) throws InterruptedException {
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        await("document.readyState === 'complete' && location.href !== 'about:blank' && (" + until + ")");
    }

    public void await(String expression) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!evaluate(expression).asBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("never true: " + expression + "; problems: " + problems);
            }
            Thread.sleep(20);
        }
    }

    /** The value of a JavaScript expression. */
    public JsonNode evaluate(String expression) {
        JsonNode answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** @param whole all of the page and not only what a screen shows */
    public void screenshot(Path file, boolean whole) throws IOException {
        Map<String, Object> wanted = new HashMap<>(Map.of("format", "png", "captureBeyondViewport", whole));
        if (whole) {
            JsonNode size = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
            int height = Math.min(12_000, size.path("height").asInt());
            wanted.put(
                    "clip", Map.of("x", 0, "y", 0, "width", size.path("width").asInt(), "height", height, "scale", 1));
        }
        JsonNode answer = call("Page.captureScreenshot", wanted);
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
    }

    /** What the page said on its console, threw, or wanted to fetch, since the last call. */
    public List<String> problems() {
        List<String> found = List.copyOf(problems);
        problems.clear();
        return found;
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        socket.sendText(message.toString(), true).join();
        try {
            JsonNode all = answer.get(SECONDS, TimeUnit.SECONDS);
            if (all.has("error")) {
                throw new AssertionError(method + ": " + all.get("error"));
            }
            return all.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " was not answered", e);
        }
    }

    /** Runs on the client's threads, one message after the other. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void hear(String message) {
            try {
                JsonNode json = JSON.readTree(message);
                if (json.has("id")) {
                    Optional.ofNullable(answers.remove(json.get("id").asInt()))
                            .ifPresent(answer -> answer.complete(json));
                } else {
                    note(json.path("method").asText(), json.path("params"));
                }
            } catch (IOException e) {
                problems.add(e.toString());
            }
        }

        private void note(String event, JsonNode of) {
            boolean said = event.equals("Runtime.consoleAPICalled")
                    && Set.of("error", "warning", "assert")
                            .contains(of.path("type").asText());
            boolean logged = event.equals("Log.entryAdded");
            boolean fetched = event.equals("Network.requestWillBeSent")
                    && !of.path("request").path("url").asText().matches("(?s)(file|data):.*");
            if (said || logged || fetched || event.equals("Runtime.exceptionThrown")) {
                problems.add(event + " " + of);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
