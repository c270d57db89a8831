package org.guaranteebench.audit.readback;

import java.util.Optional;

/** The order of a read-back, which makes "the first copy" mean the same to everybody: by partition, then offset. */
final class Order {
    private Order() {}

    /** Why a record cannot follow the one before it; empty when it can. */
    static Optional<String> fault(
            ReadBackHeader header, int lastPartition, long lastOffset, int partition, long offset) {
        if (partition < 0 || partition >= header.ends().size()) {
            return Optional.of("partition " + partition + " of " + header.ends().size());
        }
        if (offset < 0 || offset >= header.ends().get(partition)) {
            return Optional.of("offset " + offset + " in partition " + partition + ", which ends at "
                    + header.ends().get(partition));
        }
        boolean follows = partition == lastPartition ? offset > lastOffset : partition > lastPartition;
        return follows
                ? Optional.empty()
                : Optional.of(partition + "@" + offset + " follows " + lastPartition + "@" + lastOffset);
    }
}
