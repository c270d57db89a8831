package org.guaranteebench.client;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must not appear in anything that is written, and taking it out of a text.
 *
 * <p>Not only whole values: of a login configuration with a missing quote Kafka's message cites a piece, and that piece
 * may be half a password. Immutable.
 */
public final class Secrets {
    public static final Secrets NONE = new Secrets(List.of());

    static final String HIDDEN = "[hidden]";

    /** Shorter pieces are found in any text, and say little of a secret. */
    private static final int SHORTEST = 4;

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\"'=;,\\\\]+");

    /** What every login configuration consists of, apart from its secrets. */
    private static final Pattern GRAMMAR = Pattern.compile(
            "(org\\.apache\\.kafka\\.|com\\.|io\\.|software\\.)[\\w.$]+|required|requisite|sufficient|optional"
                    + "|username|password|tokenauth|true|false|serviceName|clientId|clientSecret|scope|keyTab"
                    + "|principal|useKeyTab|storeKey|useTicketCache|debug");

    private final List<String> pieces;

    private Secrets(List<String> pieces) {
        this.pieces = pieces;
    }

    /** @param values of settings that are secret */
    public static Secrets of(Collection<String> values) {
        Set<String> pieces = new LinkedHashSet<>();
        for (String value : values) {
            pieces.add(value.strip());
            pieces.addAll(List.of(SEPARATORS.split(value)));
        }
        return new Secrets(pieces.stream()
                .filter(piece ->
                        piece.length() >= SHORTEST && !GRAMMAR.matcher(piece).matches())
                .sorted(Comparator.comparing(String::length).reversed())
                .toList());
    }

    public String hide(String text) {
        String hidden = text;
        for (String piece : pieces) {
            hidden = hidden.replace(piece, HIDDEN);
        }
        return hidden;
    }

    public boolean none() {
        return pieces.isEmpty();
    }
}
