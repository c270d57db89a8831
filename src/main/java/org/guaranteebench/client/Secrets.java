package org.guaranteebench.client;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must not appear in anything that is written, and taking it out of a text.
 *
 * <p>Not only whole values: of a login configuration with a missing quote Kafka's message cites a piece, and that piece
 * may be half a password, cut at a sign, after an escape, or where the message was too long. Immutable.
 */
public final class Secrets {
    public static final Secrets NONE = new Secrets(Set.of(), Set.of());

    static final String HIDDEN = "[hidden]";

    /** Shorter pieces are found in any text, and say little of a secret. */
    private static final int SHORTEST = 4;

    /** So much of a secret in a row is no coincidence, wherever it was cut. */
    private static final int PART = 8;

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\"'=;,\\\\]+");

    /** What every login configuration consists of, apart from its secrets. */
    private static final Pattern GRAMMAR =
            Pattern.compile("org\\.apache\\.kafka\\.[\\w.$]+|required|requisite|sufficient|optional"
                    + "|username|password|tokenauth|true|false|serviceName|clientId|clientSecret|scope|keyTab"
                    + "|principal|useKeyTab|storeKey|useTicketCache|debug");

    /** Anybody's class in a package, told by its place; what has no dot there may be a password in the wrong place. */
    private static final Pattern LOGIN_MODULE =
            Pattern.compile("(?<=^|;)\\s*\\w+(\\.[\\w$]+)+(?=\\s+(required|requisite|sufficient|optional)\\b)");

    private final Set<String> pieces;
    private final Set<String> parts = new HashSet<>();

    private Secrets(Set<String> pieces, Collection<String> tokens) {
        this.pieces = pieces;
        for (String token : tokens) {
            for (int i = 0; i + PART <= token.length(); i++) {
                parts.add(token.substring(i, i + PART));
            }
        }
    }

    /** @param values of settings that are secret */
    public static Secrets of(Collection<String> values) {
        Set<String> tokens = new LinkedHashSet<>();
        for (String value : values) {
            SEPARATORS
                    .splitAsStream(LOGIN_MODULE.matcher(value).replaceAll(""))
                    .filter(token -> !GRAMMAR.matcher(token).matches())
                    .forEach(tokens::add);
        }
        Set<String> pieces = new LinkedHashSet<>(tokens);
        values.forEach(value -> pieces.add(value.strip()));
        pieces.removeIf(piece -> piece.length() < SHORTEST);
        return new Secrets(pieces, tokens);
    }

    /** Pieces may overlap in the text; nothing is left of any. */
    public String hide(String text) {
        BitSet secret = new BitSet(text.length());
        for (String piece : pieces) {
            for (int at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
                secret.set(at, at + piece.length());
            }
        }
        for (int at = 0; at + PART <= text.length(); at++) {
            if (parts.contains(text.substring(at, at + PART))) {
                secret.set(at, at + PART);
            }
        }
        StringBuilder hidden = new StringBuilder();
        int from = 0;
        for (int at = secret.nextSetBit(0); at >= 0; at = secret.nextSetBit(from)) {
            hidden.append(text, from, at).append(HIDDEN);
            from = secret.nextClearBit(at);
        }
        return hidden.append(text, from, text.length()).toString();
    }

    /** Both at once. */
    public Secrets and(Secrets other) {
        Set<String> all = new LinkedHashSet<>(pieces);
        all.addAll(other.pieces);
        Secrets both = new Secrets(all, Set.of());
        both.parts.addAll(parts);
        both.parts.addAll(other.parts);
        return both;
    }

    public boolean none() {
        return pieces.isEmpty();
    }
}
