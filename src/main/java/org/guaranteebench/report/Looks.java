package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Level;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Transactions;
import org.guaranteebench.grid.Treatment;

/**
 * Which colour, marker and line each arm has, as in {@code plot.py} ({@code plots/looks.py}): by level from weak to
 * strong, of Okabe and Ito's palette, which people with any colour vision can tell apart.
 */
final class Looks {
    /**
     * @param color in CSS
     * @param symbol as the page's script calls it
     * @param dash of an SVG stroke; empty for a solid one
     */
    record Look(String color, String symbol, String dash) {}

    private static final String DASHED = "7 4";

    /** Dark grey on white, light grey on black: a middle one is all-isr's green to who does not see green. */
    private static final Look CONTROL = new Look("var(--control)", "plus", "4 5");

    private static final String ORANGE = "#E69F00";
    private static final String BLUE = "#56B4E9";
    private static final String GREEN = "#009E73";
    private static final String RED = "#D55E00";
    private static final String DEEP = "#0072B2";
    private static final String PINK = "#CC79A7";

    /** Black on white, white on black. */
    private static final String INK = "var(--ink)";

    /** Of the ways to commit, the one that a run has unless somebody asks for another. */
    private static final Transactions USUAL_WAY = Cell.LADDER.get(4).transactions();

    private static final Map<Level, Look> BY_LEVEL = new EnumMap<>(Map.of(
            Level.FIRE_AND_FORGET, new Look(BLUE, "circle", "2 2"),
            Level.LEADER_ACK, new Look(ORANGE, "square", "11 3 2 3"),
            Level.ALL_ISR, new Look(GREEN, "triangle-up", "18 4"),
            Level.IDEMPOTENT, new Look(DEEP, "diamond", "11 3 2 3 2 3")));

    private static final List<String> COMMITTING = List.of(RED, PINK, INK);
    private static final List<String> COMMITTING_SYMBOLS = List.of(
            "triangle-down",
            "hexagon",
            "triangle-left",
            "triangle-right",
            "thin-diamond",
            "pentagon",
            "octagon",
            "flat-hexagon",
            "x");
    private static final List<String> COLORS = List.of(ORANGE, BLUE, GREEN, RED, DEEP, PINK, INK);
    private static final List<String> SYMBOLS = List.of(
            "square",
            "circle",
            "triangle-up",
            "triangle-down",
            "diamond",
            "hexagon",
            "pentagon",
            "triangle-left",
            "triangle-right",
            "thin-diamond",
            "octagon",
            "flat-hexagon",
            "x",
            "star");

    /** Arms of one kind, each list with looks of its own. Whoever is not in it comes after the longest. */
    private static final List<List<String>> NAMED = List.of(
            List.of("no predecessor", "committed predecessor", "open predecessor"),
            List.of(
                    "classic every-100",
                    "consumer every-100",
                    "classic batch-sync",
                    "consumer batch-sync",
                    "classic auto",
                    "consumer auto"),
            List.of(
                    "plain",
                    "read_committed",
                    "group.protocol=consumer",
                    "auto",
                    "batch-async",
                    "batch-sync",
                    "every-100",
                    "record-sync",
                    "committed read_committed",
                    "aborted 50%",
                    "aborted 50% read_committed",
                    "committed",
                    "before",
                    "aborted 10%",
                    "aborted 10% read_committed"));

    private static final List<String> LONGEST = NAMED.get(NAMED.size() - 1);

    private Looks() {}

    /** Of one producer; if it commits, in the usual way. */
    static Look of(Cell cell) {
        return producer(cell, 0);
    }

    /** {@code arms} are of one family of benchmarks, in the order of the tables; names of arms tell them apart. */
    static Map<String, Look> of(List<Arm> arms) {
        return arms.stream().allMatch(arm -> Columns.family(arm.benchmark()).isEmpty()) ? byLevel(arms) : byKind(arms);
    }

    /** Of producers alone, where each level has a look of its own. */
    private static Map<String, Look> byLevel(List<Arm> arms) {
        List<Arm> order = new ArrayList<>(arms);
        order.sort(Comparator.comparing((Arm arm) -> arm.cell().level())
                .thenComparing(arm -> arm.cell().transactions().toString().length())
                .thenComparing(arm -> arm.cell().transactions().toString())
                .thenComparing(Arm::label));
        Map<String, Look> looks = new LinkedHashMap<>();
        int committing = 0;
        for (Arm arm : order) {
            if (!looks.containsKey(arm.label())) {
                looks.put(arm.label(), arm.control() ? CONTROL : producer(arm.cell(), committing));
                committing += !arm.control() && commitsUnusually(arm.cell()) ? 1 : 0;
            }
        }
        return looks;
    }

    /** Of one colour: arms of one semantics, of one producer, or, of anything else, none. Dashed: committed data only. */
    private static Map<String, Look> byKind(List<Arm> arms) {
        List<Arm> order = new ArrayList<>(arms);
        order.sort(Comparator.comparing((Arm arm) -> arm.cell()
                        .treatment()
                        .semantics()
                        .map(Semantics::ordinal)
                        .orElse(Integer.MAX_VALUE))
                .thenComparing(arm -> arm.cell().level()));
        Map<String, Look> looks = new LinkedHashMap<>();
        Map<Object, Look> kinds = new HashMap<>();
        int committing = 0;
        int unnamed = 0;
        for (Arm arm : order) {
            if (looks.containsKey(arm.label())) {
                continue;
            }
            Object kind = kind(arm);
            if (!arm.control() && !kinds.containsKey(kind)) {
                boolean producer = kind instanceof Cell;
                int place = producer ? 0 : place(kind);
                if (place < 0) {
                    place = LONGEST.size() + unnamed++;
                }
                kinds.put(kind, producer ? producer(arm.cell(), committing) : named(place));
                committing += producer && commitsUnusually(arm.cell()) ? 1 : 0;
            }
            Look look = arm.control() ? CONTROL : kinds.get(kind);
            String dash = arm.cell().isolation() == Isolation.READ_COMMITTED ? DASHED : "";
            looks.put(arm.label(), arm.control() ? CONTROL : new Look(look.color(), look.symbol(), dash));
        }
        return looks;
    }

    /** Semantics, the name of an arm, or the cell of a producer. */
    private static Object kind(Arm arm) {
        Treatment treatment = arm.cell().treatment();
        if (treatment.semantics().isPresent()) {
            return treatment.semantics().get();
        }
        boolean alone = treatment.readsPreparedLog()
                || treatment.commit().isPresent()
                || treatment.predecessor().isPresent();
        return alone ? arm.label() : arm.cell().produced();
    }

    /** What a name means looks the same in every run; -1 of one that no list has. */
    private static int place(Object kind) {
        return kind instanceof Semantics semantics
                ? semantics.ordinal()
                : NAMED.stream()
                        .mapToInt(names -> names.indexOf(kind))
                        .filter(place -> place >= 0)
                        .findFirst()
                        .orElse(-1);
    }

    private static Look named(int place) {
        // A colour that comes again has another symbol.
        int symbol = (place + place / COLORS.size()) % SYMBOLS.size();
        return new Look(COLORS.get(place % COLORS.size()), SYMBOLS.get(symbol), "");
    }

    private static boolean commitsUnusually(Cell cell) {
        return cell.level() == Level.TRANSACTIONAL && !cell.transactions().equals(USUAL_WAY);
    }

    /** @param committing how many unusual ways to commit stand before it */
    private static Look producer(Cell cell, int committing) {
        int place = commitsUnusually(cell) ? 1 + committing % (COMMITTING_SYMBOLS.size() - 1) : 0;
        return cell.level() == Level.TRANSACTIONAL
                ? new Look(COMMITTING.get(place % COMMITTING.size()), COMMITTING_SYMBOLS.get(place), "")
                : BY_LEVEL.get(cell.level());
    }
}
