package org.guaranteebench.run;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guaranteebench.client.ClientFile;

/**
 * What the user says of an external cluster, as text.
 *
 * @param bootstrap null if not given
 * @param clusterId null if not given
 * @param maxRate MB/s
 * @param maxBytes GB
 * @param maxTime minutes
 */
public record ExternalChoice(
        String bootstrap,
        String clusterId,
        Optional<Path> clientConfig,
        Optional<String> replicationFactor,
        Optional<String> maxRate,
        Optional<String> maxBytes,
        Optional<String> maxTime) {

    /** A cluster with other users is not the place for the most that one producer can do. */
    private static final double MB_PER_SECOND = 50;

    /** Room for the default plan at that rate with three copies. */
    private static final double GB = 150;

    private static final double MINUTES = 60;

    /** A name or an IPv4 address, or an IPv6 address in brackets; the port. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:[^\\s,:/\\[\\]]+|\\[[0-9A-Fa-f:.]+(?:%\\w+)?]):([0-9]{1,5})");

    private static final int MOST_PORT = 65_535;

    /** Errors: {@link IllegalArgumentException} in one line. Connects to nothing. */
    public Brokers decide() {
        if (bootstrap == null || clusterId == null) {
            throw new IllegalArgumentException(
                    "--broker external: needs --bootstrap-server HOST:PORT,… and --cluster-id"
                            + " ID (kafka-cluster.sh cluster-id tells it)");
        }
        if (!Stream.of(bootstrap.split(",", -1)).allMatch(ExternalChoice::isAddress)) {
            throw new IllegalArgumentException("--bootstrap-server " + bootstrap + ": allowed is host:port,…");
        }
        return new ExternalBrokers(
                bootstrap,
                clusterId,
                clientConfig.map(ClientFile::read),
                replicationFactor
                        .map(text -> (int) number("--replication-factor", text, 1, 9, true))
                        .orElse(3),
                new Caps(
                        (long) (1e6
                                * maxRate.map(text -> number("--max-rate", text, 0.001, 100_000, false))
                                        .orElse(MB_PER_SECOND)),
                        (long) (1e9
                                * maxBytes.map(text -> number("--max-bytes", text, 0.001, 1_000_000, false))
                                        .orElse(GB)),
                        60 * maxTime.map(ExternalChoice::minutes).orElse(MINUTES)));
    }

    /** {@code --max-time}. Errors: {@link IllegalArgumentException} in one line. */
    static double minutes(String text) {
        return number("--max-time", text, 0.1, 10_000, false);
    }

    private static boolean isAddress(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        int port = Integer.parseInt(matcher.group(1));
        return port >= 1 && port <= MOST_PORT;
    }

    private static double number(String flag, String text, double least, double most, boolean whole) {
        if (text.matches(whole ? "[0-9]{1,9}" : "[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new IllegalArgumentException(flag + " " + text + ": allowed are " + plain(least) + " to " + plain(most));
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
