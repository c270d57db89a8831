package org.guaranteebench.audit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    @Test
    void keysAreNumberedInTheOrderInWhichTheyCameAndKeepTheirNumbers() {
        KeyIndex index = new KeyIndex();
        Map<Long, Integer> model = new HashMap<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextBoolean() ? random.nextInt(8_000) : Key.message(random.nextInt(3), i);
            Integer known = model.putIfAbsent(key, model.size());
            assertThat(index.find(key)).isEqualTo(known == null ? KeyIndex.NONE : known);
            assertThat(index.findOrAdd(key)).isEqualTo(model.get(key));
        }
        assertThat(index.size()).isEqualTo(model.size());
        model.forEach((key, number) -> {
            assertThat(index.find(key)).isEqualTo(number);
            assertThat(index.key(number)).isEqualTo(key);
        });
    }
}
