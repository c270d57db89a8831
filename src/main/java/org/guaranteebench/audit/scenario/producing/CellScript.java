package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.grid.Cell;

/** A script in which the cell decides everything: how its sources produce, and whose view of the topic counts. */
record CellScript(Cell cell, String words, Play play) implements Script {

    /** Stateless. */
    interface Play {
        Played in(Scene scene, Cell cell) throws IOException, InterruptedException;
    }

    @Override
    public String decisive() {
        return cell.isolation().toString();
    }

    @Override
    public Played play(Scene scene) throws IOException, InterruptedException {
        return play.in(scene, cell);
    }
}
