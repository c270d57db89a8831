package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;

/**
 * In which order arms are measured. Those of one benchmark and workload stand together, because ratios are formed between
 * them and should span as little time as possible; which of these groups comes first is random, too.
 */
final class BlockOrder {
    private BlockOrder() {}

    /** @param block from 1; 0 is the warm-up */
    static List<Arm> of(List<Arm> arms, long runSeed, int block) {
        Random random = random(runSeed, block);
        List<List<Arm>> groups = new ArrayList<>(arms.stream()
                .collect(Collectors.groupingBy(
                        arm -> List.of(arm.benchmark(), arm.workload()), LinkedHashMap::new, Collectors.toList()))
                .values());
        Collections.shuffle(groups, random);
        List<Arm> order = new ArrayList<>();
        for (List<Arm> group : groups) {
            List<Arm> shuffled = new ArrayList<>(group);
            Collections.shuffle(shuffled, random);
            order.addAll(shuffled);
        }
        return order;
    }

    /**
     * A generator of its own for each block, so that any block's order can be told without the others. Seeds of {@link
     * Random} that lie close together give first draws that agree; these are mixed first.
     */
    static Random random(long runSeed, int block) {
        SplittableRandom seeds = new SplittableRandom(runSeed);
        long seed = seeds.nextLong();
        for (int i = 0; i < block; i++) {
            seed = seeds.nextLong();
        }
        return new Random(seed);
    }
}
