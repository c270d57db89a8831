package org.guaranteebench.audit.verify;

import java.util.ArrayList;
import java.util.List;

/** Why something is not proven, each in a few words. One thread. */
final class Flaws {
    private final List<String> found = new ArrayList<>();

    /** Notes a flaw where what must hold does not. */
    Flaws unless(boolean holds, String flaw) {
        if (!holds) {
            found.add(flaw);
        }
        return this;
    }

    boolean none() {
        return found.isEmpty();
    }

    List<String> list() {
        return List.copyOf(found);
    }
}
