package org.guaranteebench.grid;

import java.util.stream.IntStream;

/**
 * What a log that is written before it is read holds, and where: record i lies in partition i mod {@code partitions} and
 * in transaction i / {@code transactionSize}. Writer and readers compute the same plan, so that each reader knows how
 * many records it must be given.
 *
 * @param records data records, those of aborted transactions included
 * @param transactionSize records per transaction; 0 for a log without transactions
 * @param abortedPercent of the transactions that end in an abort, spread evenly
 */
public record LogPlan(int partitions, int records, int transactionSize, int abortedPercent) {
    public LogPlan {
        if (partitions < 1 || records < 1 || transactionSize < 0 || abortedPercent < 0 || abortedPercent > 99) {
            throw new IllegalArgumentException("partitions=" + partitions + " records=" + records + " transactionSize="
                    + transactionSize + " aborted=" + abortedPercent);
        }
        if (transactionSize == 0 && abortedPercent > 0) {
            throw new IllegalArgumentException("aborted=" + abortedPercent + " in a log without transactions");
        }
    }

    /**
     * The log that an arm reads.
     *
     * @param treatment one that {@link Treatment#readsPreparedLog()}
     */
    public static LogPlan of(Treatment treatment, Workload workload) {
        return new LogPlan(
                workload.partitions(),
                workload.number(Parameter.LOG_RECORDS),
                treatment.plainLog() ? 0 : workload.number(Parameter.TRANSACTION_SIZE),
                treatment.aborted());
    }

    public int partition(int record) {
        return record % partitions;
    }

    /** From 0; a log without transactions is one. */
    public int transaction(int record) {
        return transactionSize == 0 ? 0 : record / transactionSize;
    }

    /** Whole per cents of each hundred transactions, spread as evenly as whole numbers allow. */
    public boolean aborted(int transaction) {
        return (long) (transaction + 1) * abortedPercent / 100 > (long) transaction * abortedPercent / 100;
    }

    /** How many records of one partition a reader is given in one pass from its beginning to its end. */
    public int readable(int partition, Isolation isolation) {
        return (int) IntStream.iterate(partition, i -> i < records, i -> i + partitions)
                .filter(i -> isolation == Isolation.READ_UNCOMMITTED || !aborted(transaction(i)))
                .count();
    }
}
