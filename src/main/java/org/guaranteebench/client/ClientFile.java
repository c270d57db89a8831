package org.guaranteebench.client;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * A user's client configuration: how to reach a cluster and be let in, for every client of the suite. Only its path
 * ever travels; each JVM reads it for itself.
 *
 * @param properties as in the file; may hold secrets, so never print them
 */
public record ClientFile(Path path, Map<String, String> properties) {
    /** What is set by the suite or by a parameter, or would change what is measured behind its back. */
    private static final Set<String> TAKEN = Set.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
            AdminClientConfig.CLIENT_ID_CONFIG,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            AdminClientConfig.RETRIES_CONFIG,
            AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
            AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG);

    /** Settings that say how the connection was made and nothing that anybody must not know. */
    private static final Set<String> TELLABLE = Set.of(
            "security.protocol",
            "sasl.mechanism",
            "ssl.protocol",
            "ssl.enabled.protocols",
            "ssl.cipher.suites",
            "ssl.endpoint.identification.algorithm",
            "client.dns.lookup",
            "send.buffer.bytes",
            "receive.buffer.bytes");

    private static final String INDIRECTION = "config.providers";

    /**
     * Errors: {@link IllegalArgumentException} in one line without a secret: not readable, or a property that the suite
     * sets itself, or one that is not for both admin clients and producers.
     */
    public static ClientFile read(Path path) {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            file.load(reader);
        } catch (IOException e) {
            throw refused(
                    path,
                    Files.exists(path) ? "cannot be read (" + e.getClass().getSimpleName() + ")" : "no such file");
        } catch (IllegalArgumentException e) {
            throw refused(path, "not a properties file: " + e.getMessage());
        }
        Set<String> allowed = new TreeSet<>(AdminClientConfig.configNames());
        allowed.retainAll(ProducerConfig.configNames());
        allowed.removeAll(TAKEN);
        Map<String, String> properties = new TreeMap<>();
        for (String name : new TreeSet<>(file.stringPropertyNames())) {
            if (!allowed.contains(name) && known(name)) {
                throw refused(
                        path,
                        name + " is set by the suite or by its parameters; allowed are settings of the connection,"
                                + " such as security.protocol, sasl.*, ssl.*");
            }
            if (!allowed.contains(name) && !name.startsWith(INDIRECTION)) {
                // A name may be a mistyped line that is no name at all.
                throw refused(
                        path,
                        "line with " + shape(name, allowed) + ": not a property of Kafka's clients; allowed are "
                                + "config.providers* and " + allowed);
            }
            properties.put(name, file.getProperty(name));
        }
        return new ClientFile(path.toAbsolutePath().normalize(), properties);
    }

    /** The properties as a client's constructor wants them. */
    public Map<String, Object> forClient() {
        return new HashMap<>(properties);
    }

    /** What results may say of it: harmless settings with their values, of the others only that they are there. */
    public Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        properties.forEach((name, value) -> told.put(name, TELLABLE.contains(name) ? value : Secrets.HIDDEN));
        return told;
    }

    /** Everything in it that Kafka treats as a password, as it stands there and as Kafka resolves it. */
    public Secrets secrets() {
        List<String> values = new ArrayList<>();
        Map<String, ConfigDef.ConfigKey> keys = AdminClientConfig.configDef().configKeys();
        properties.forEach((name, value) -> {
            ConfigDef.ConfigKey key = keys.get(name);
            if (key != null && key.type == ConfigDef.Type.PASSWORD) {
                values.add(value);
            }
        });
        try {
            Map<String, Object> properties = forClient();
            properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
            new AdminClientConfig(properties)
                    .values().values().stream()
                            .filter(Password.class::isInstance)
                            .forEach(password -> values.add(((Password) password).value()));
        } catch (RuntimeException e) {
            // The cluster's first client will say so, of a provider whatever that throws; what stands in the file is
            // known already.
        }
        return Secrets.of(values);
    }

    private static IllegalArgumentException refused(Path path, String why) {
        return new IllegalArgumentException("--client-config " + path + ": " + why);
    }

    private static boolean known(String name) {
        return AdminClientConfig.configNames().contains(name)
                || ProducerConfig.configNames().contains(name)
                || ConsumerConfig.configNames().contains(name);
    }

    /** A key that looks like one of the allowed is told, for it is mistyped; any other might be a piece of a secret. */
    private static String shape(String name, Set<String> allowed) {
        String family = name.substring(0, name.indexOf('.') + 1);
        return name.matches("[a-z]+(\\.[a-z0-9]+)+") && allowed.stream().anyMatch(a -> a.startsWith(family))
                ? name
                : "a key of " + name.length() + " characters";
    }
}
