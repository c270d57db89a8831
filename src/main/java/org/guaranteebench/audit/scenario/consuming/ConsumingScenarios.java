package org.guaranteebench.audit.scenario.consuming;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.guaranteebench.audit.process.CommitOrder;
import org.guaranteebench.audit.process.StagePoint;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Transactions;
import org.guaranteebench.grid.Treatment;

/** What can happen to consumers, and to stages that consume, process and produce. */
public final class ConsumingScenarios {
    private static final OptionalInt NO_RESULTS = OptionalInt.empty();

    /** So that a transaction spans more than one, and could be torn. */
    private static final OptionalInt THREE = OptionalInt.of(3);

    /** What a reader of committed records is promised of results that are in one transaction with positions. */
    private static final Set<Counter> EXACTLY_ONCE =
            EnumSet.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN);

    /** In the order of their numbers. */
    public static final List<Scenario> ALL = List.of(
            new ConsumingScenario(
                    "consumer killed between commit and processing",
                    new Expectation("F1", EnumSet.of(Counter.LOST), Set.of(), EnumSet.of(Counter.LOST)),
                    new Crash(
                            cell(Semantics.AT_MOST_ONCE),
                            "commit before processing",
                            CommitOrder.COMMIT_FIRST,
                            Ground::midBatch,
                            NO_RESULTS),
                    new Crash(
                            cell(Semantics.AT_LEAST_ONCE),
                            "commit after processing",
                            CommitOrder.PROCESS_FIRST,
                            Ground::midBatch,
                            NO_RESULTS)),
            new ConsumingScenario(
                    "consumer killed between processing and commit",
                    new Expectation("F2", EnumSet.of(Counter.DUPLICATED), Set.of(), EXACTLY_ONCE),
                    new Crash(
                            cell(Semantics.AT_LEAST_ONCE_IDEMPOTENT),
                            "commit after processing, idempotent producer",
                            CommitOrder.PROCESS_FIRST,
                            ground -> StagePoint.PRODUCED.at(Ground.STRUCK),
                            THREE),
                    new Crash(
                            cell(Semantics.EXACTLY_ONCE),
                            "results and positions in one transaction, read with read_committed",
                            CommitOrder.EXACTLY_ONCE,
                            ground -> StagePoint.PRODUCED.at(Ground.STRUCK),
                            THREE)),
            new ConsumingScenario(
                    "stage killed after its results were produced, before commitTransaction",
                    new Expectation("F8", EnumSet.of(Counter.LOST), Set.of(), EXACTLY_ONCE),
                    new Crash(
                            outside(),
                            "results in a transaction, positions committed outside of it",
                            CommitOrder.OUTSIDE,
                            ground -> StagePoint.FILLED.at(Ground.STRUCK),
                            THREE),
                    new Crash(
                            cell(Semantics.EXACTLY_ONCE),
                            "positions inside the transaction, results read with read_committed",
                            CommitOrder.EXACTLY_ONCE,
                            ground -> StagePoint.FILLED.at(Ground.STRUCK),
                            THREE)),
            new ConsumingScenario(
                    "group gives a member's partitions to another while it processes",
                    new Expectation("F10", EnumSet.of(Counter.DUPLICATED), Set.of(), EXACTLY_ONCE),
                    new Rebalance(cell(Semantics.AUTO_COMMIT), "commit by timer", CommitOrder.TIMER),
                    new Rebalance(
                            cell(Semantics.EXACTLY_ONCE),
                            "results and positions in one transaction, with the group's metadata, read with read_committed",
                            CommitOrder.EXACTLY_ONCE)));

    private ConsumingScenarios() {}

    /** A stage behind an idempotent producer without transactions, which is what fills the input here. */
    private static Cell cell(Semantics semantics) {
        return new Cell(
                Acks.ALL,
                true,
                Transactions.NONE,
                semantics.isolation(),
                new Treatment(Map.of(Parameter.SEMANTICS.spelling(), semantics.toString())));
    }

    /**
     * No semantics has that name. It promises no more than at most once, for positions are committed before results are
     * final; that the stage reads what an exactly-once one reads tells it from the ordinary.
     */
    private static Cell outside() {
        Cell ordinary = cell(Semantics.AT_MOST_ONCE);
        return new Cell(
                ordinary.acks(),
                ordinary.idempotence(),
                ordinary.transactions(),
                Semantics.EXACTLY_ONCE.isolation(),
                ordinary.treatment());
    }
}
