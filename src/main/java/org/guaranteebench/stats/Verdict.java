package org.guaranteebench.stats;

import java.util.Locale;

/** Says in words what an interval supports, and nothing beyond. */
public final class Verdict {
    /** Wider than this either way, and "no difference was seen" is not worth saying. */
    static final double WIDEST_INDISTINGUISHABLE = 0.10;

    private static final double ALPHA = 1 - PairedRatio.CONFIDENCE;

    /** Which way a metric is better. */
    public enum Better {
        HIGHER,
        LOWER,
        /** An explanation, not a cost: it is higher or lower. */
        NEITHER
    }

    private Verdict() {}

    /**
     * @param adjustedP of this comparison within its family, after {@link Holm}
     * @return {@code costs 12 % (9–15 %)}, {@code gains …} or {@code saves …}, {@code indistinguishable (−4 to +3 %)} or
     *     {@code precision not reached …}
     */
    public static String of(Effect effect, double adjustedP, Better better) {
        if (!effect.measured()) {
            return "not measured";
        }
        if (!effect.hasInterval()) {
            return "precision not reached (" + effect.shortage() + ")";
        }
        double reach = Math.max(1 - effect.low(), effect.high() - 1);
        if (!effect.excludesOne()) {
            return (reach <= WIDEST_INDISTINGUISHABLE ? "indistinguishable" : "precision not reached") + " ("
                    + around(effect) + ")";
        }
        if (adjustedP > ALPHA) {
            return String.format(Locale.ROOT, "precision not reached (p = %.3f after Holm's correction)", adjustedP);
        }
        return switch (better) {
            case NEITHER -> effect.ratio() < 1 ? "lower by " + change(effect, -1) : "higher by " + change(effect, 1);
            case HIGHER -> effect.ratio() < 1 ? "costs " + change(effect, -1) : "gains " + change(effect, 1);
            case LOWER -> effect.ratio() > 1 ? "costs " + change(effect, 1) : "saves " + change(effect, -1);
        };
    }

    /** Both ends of an interval that holds 1: it is seldom as far to one as to the other. */
    private static String around(Effect effect) {
        return effect.low() <= 1 / 3.0 || effect.high() >= 3
                ? "a factor of " + factor(effect.low()) + " to " + factor(effect.high())
                : "−" + percent(1 - effect.low()) + " to +" + percent(effect.high() - 1) + " %";
    }

    /** As a percentage in the direction of {@code sign}, or as a factor where a percentage would be hard to read. */
    private static String change(Effect effect, int sign) {
        if (effect.ratio() >= 3 || effect.ratio() <= 1 / 3.0) {
            return String.format(
                    Locale.ROOT,
                    "a factor of %s (%s–%s)",
                    factor(Math.max(effect.ratio(), 1 / effect.ratio())),
                    factor(effect.ratio() > 1 ? effect.low() : 1 / effect.high()),
                    factor(effect.ratio() > 1 ? effect.high() : 1 / effect.low()));
        }
        double a = sign * (effect.low() - 1);
        double b = sign * (effect.high() - 1);
        return percent(Math.abs(effect.ratio() - 1)) + " % (" + percent(Math.min(Math.abs(a), Math.abs(b))) + "–"
                + percent(Math.max(Math.abs(a), Math.abs(b))) + " %)";
    }

    private static String factor(double factor) {
        return String.format(Locale.ROOT, factor < 1 ? "%.2f" : factor < 10 ? "%.1f" : "%.0f", factor);
    }

    /** Whole percents from ten on, one digit below: more would promise more than blocks can hold. */
    private static String percent(double fraction) {
        double percent = 100 * fraction;
        return String.format(Locale.ROOT, percent < 9.95 ? "%.1f" : "%.0f", percent);
    }
}
