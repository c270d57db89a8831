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
     * @param symbol as the chart library calls it
     * @param dash of an SVG stroke; empty for a solid one
     */
    record Look(String color, String symbol, String dash) {}

    private static final String DASHED = "7 4";

    /** Dark grey on white, light grey on black: a middle one is all-isr's green to who does not see green. */
    private static final Look CONTROL = new Look("var(--control)", "cross", "4 5");

    /** Black on white, white on black. */
    private static final String INK = "var(--ink)";

    /** Of the ways to commit, the one that a run has unless somebody asks for another. */
    private static final Transactions USUAL_WAY = Cell.LADDER.get(4).transactions();

    private static final Map<Level, Look> BY_LEVEL = new EnumMap<>(Map.of(
            Level.FIRE_AND_FORGET, new Look("#56B4E9", "circle", "2 2"),
            Level.LEADER_ACK, new Look("#E69F00", "square", "11 3 2 3"),
            Level.ALL_ISR, new Look("#009E73", "triangle", "18 4"),
            Level.IDEMPOTENT, new Look("#0072B2", "diamond", "11 3 2 3 2 3")));

    private static final String[] COMMITTING = {"#D55E00", "#CC79A7", INK};
    private static final String[] COMMITTING_SYMBOLS = {"star", "wye", "cross"};
    private static final String[] UNNAMED = {"#E69F00", "#56B4E9", "#009E73", "#D55E00", "#0072B2", "#CC79A7", INK};
    private static final String[] UNNAMED_SYMBOLS = {"circle", "square", "triangle", "diamond", "star", "wye", "cross"};

    private Looks() {}

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
        Map<String, Look> looks = new LinkedHashMap<>();
        Map<Object, Look> kinds = new HashMap<>();
        int committing = 0;
        int unnamed = 0;
        for (Arm arm : arms) {
            if (looks.containsKey(arm.label())) {
                continue;
            }
            Treatment treatment = arm.cell().treatment();
            boolean alone = treatment.readsPreparedLog()
                    || treatment.commit().isPresent()
                    || treatment.predecessor().isPresent();
            Object kind = treatment.semantics().isPresent()
                    ? treatment.semantics().get()
                    : alone ? arm.label() : arm.cell().produced();
            if (!arm.control() && !kinds.containsKey(kind)) {
                boolean producer = kind instanceof Cell;
                // What a stage promises looks the same in every run.
                int place = kind instanceof Semantics semantics ? semantics.ordinal() : unnamed;
                kinds.put(kind, producer ? producer(arm.cell(), committing) : unnamed(place));
                committing += producer && commitsUnusually(arm.cell()) ? 1 : 0;
                unnamed += producer ? 0 : 1;
            }
            Look look = arm.control() ? CONTROL : kinds.get(kind);
            String dash = arm.cell().isolation() == Isolation.READ_COMMITTED ? DASHED : "";
            looks.put(arm.label(), arm.control() ? CONTROL : new Look(look.color(), look.symbol(), dash));
        }
        return looks;
    }

    private static Look unnamed(int place) {
        // A colour that comes again has another symbol.
        int symbol = (place + place / UNNAMED.length) % UNNAMED_SYMBOLS.length;
        return new Look(UNNAMED[place % UNNAMED.length], UNNAMED_SYMBOLS[symbol], "");
    }

    private static boolean commitsUnusually(Cell cell) {
        return cell.level() == Level.TRANSACTIONAL && !cell.transactions().equals(USUAL_WAY);
    }

    /** @param committing how many unusual ways to commit stand before it */
    private static Look producer(Cell cell, int committing) {
        int place = commitsUnusually(cell) ? 1 + committing % (COMMITTING.length - 1) : 0;
        return cell.level() == Level.TRANSACTIONAL
                ? new Look(COMMITTING[place], COMMITTING_SYMBOLS[place], "")
                : BY_LEVEL.get(cell.level());
    }
}
