package org.guaranteebench.audit.process;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keys and values of a client's job, as its file holds them. Immutable. */
final class JobValues {
    static final JobValues NONE = new JobValues(new TreeMap<>());

    private final SortedMap<String, String> values;

    private JobValues(SortedMap<String, String> values) {
        this.values = values;
    }

    /** Errors: {@link IOException} when there is no such file. */
    static JobValues read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        SortedMap<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return new JobValues(values);
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.putAll(values);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    JobValues with(String key, Object value) {
        SortedMap<String, String> changed = new TreeMap<>(values);
        changed.put(key, value.toString());
        return new JobValues(changed);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> optional(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** Errors: {@link IllegalArgumentException} that names the key when it is missing or empty. */
    String text(String key) {
        return optional(key).orElseThrow(() -> new IllegalArgumentException(key + ": missing"));
    }

    /** Errors: {@link IllegalArgumentException} that names key, value and bounds. */
    long number(String key, long least, long most) {
        try {
            long value = Long.parseLong(text(key));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused like any number out of bounds.
        }
        throw refused(key, least + " to " + most);
    }

    /** Those whose keys begin so, by what follows. */
    Map<String, String> below(String prefix) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** Errors: {@link IllegalArgumentException} that names a key which is none of these and has not that prefix. */
    void requireOnly(Set<String> keys, String prefix) {
        for (String key : values.keySet()) {
            if (!keys.contains(key) && !key.startsWith(prefix)) {
                throw new IllegalArgumentException(key + ": allowed are " + keys + " and " + prefix + "<property>");
            }
        }
    }

    IllegalArgumentException refused(String key, String allowed) {
        return new IllegalArgumentException(key + "=" + values.get(key) + ": allowed are " + allowed);
    }
}
