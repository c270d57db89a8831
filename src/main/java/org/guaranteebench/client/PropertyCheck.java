package org.guaranteebench.client;

import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What users may add to a client's properties.
 *
 * @param prefix before a property's name on the command line
 * @param client the kind of client, for messages
 * @param known what Kafka's client of that kind understands
 * @param taken what is set elsewhere, to where
 */
record PropertyCheck(String prefix, String client, ConfigDef known, Map<String, String> taken) {

    /**
     * Checks one {@code -p <prefix><name>=value}.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line: unknown, taken by another parameter, secret, or of the
     * wrong type.
     */
    void check(String name, String value) {
        String given = prefix + name + "=" + value;
        if (!known.names().contains(name)) {
            throw new IllegalArgumentException(
                    prefix + name + ": not a " + client + " property; allowed are " + new TreeSet<>(known.names()));
        }
        if (name.startsWith("sasl.") || name.startsWith("ssl.")) {
            throw new IllegalArgumentException(
                    prefix + name + ": security settings are refused here, parameters are stored with the results");
        }
        String owner = taken.get(name);
        if (owner != null) {
            throw new IllegalArgumentException(given + ": is set by " + owner);
        }
        if (value.contains(";")) {
            throw new IllegalArgumentException(given + ": a value cannot hold ';'");
        }
        try {
            ConfigDef.ConfigKey key = known.configKeys().get(name);
            Object parsed = ConfigDef.parseType(name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(name, parsed);
            }
        } catch (ConfigException e) {
            throw new IllegalArgumentException(given + ": " + e.getMessage(), e);
        }
    }
}
