package org.guaranteebench.cluster;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A client of an engine that is not there: answers what the test gives it, and notes what it is asked. Commands that got
 * no answer do nothing.
 */
final class FakeDocker {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** One command as it was sent. */
    record Command(String name, List<Object> arguments, Map<String, List<Object>> settings) {
        /** What one of its {@code with…} methods was given. */
        Object setting(String method) {
            return settings.get(method).get(0);
        }
    }

    private final Map<String, Function<Command, Object>> answers = new LinkedHashMap<>();
    private final List<Command> sent = new ArrayList<>();

    /** @param command the client's method, such as {@code inspectImageCmd} */
    FakeDocker answer(String command, Function<Command, Object> answer) {
        answers.put(command, answer);
        return this;
    }

    /** One of the engine's own objects, from the JSON that the engine would send. */
    static <T> T parse(Class<T> type, String json) {
        try {
            return JSON.readValue(json.replace('\'', '"'), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Command> sent(String command) {
        return sent.stream().filter(c -> c.name().equals(command)).toList();
    }

    List<String> sent() {
        return sent.stream().map(Command::name).toList();
    }

    DockerClient client() {
        return proxy(DockerClient.class, (name, arguments, type) -> command(name, arguments, type));
    }

    /** A command is a chain of {@code with…} that ends in {@code exec}. */
    private Object command(String command, List<Object> arguments, Class<?> type) {
        Map<String, List<Object>> settings = new LinkedHashMap<>();
        Object[] self = new Object[1];
        self[0] = proxy(type, (name, given, returned) -> {
            if (!name.equals("exec")) {
                settings.put(name, given);
                return self[0];
            }
            // Callbacks come with exec.
            settings.put(name, given);
            Command whole = new Command(command, arguments, settings);
            sent.add(whole);
            return answers.getOrDefault(command, c -> null).apply(whole);
        });
        return self[0];
    }

    private interface Method {
        Object call(String name, List<Object> arguments, Class<?> returned);
    }

    private static <T> T proxy(Class<T> type, Method method) {
        return type.cast(Proxy.newProxyInstance(
                FakeDocker.class.getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) -> method.call(
                        called.getName(),
                        arguments == null ? List.of() : Arrays.asList(arguments),
                        called.getReturnType())));
    }
}
