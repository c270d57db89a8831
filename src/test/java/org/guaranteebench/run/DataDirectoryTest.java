package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataDirectoryTest {
    private static final Path SHARED = Path.of("/in/memory");
    private static final Path DISK = Path.of(System.getProperty("java.io.tmpdir"));
    private static final long MEGABYTE = 1_000_000;
    private static final long PLENTY = 1_000_000 * MEGABYTE;

    private final RunPlan plan = new Request().preset(Preset.QUICK).plan();

    private Path chosen(long free, long available) {
        return plan.dataDirectory(new DataDirectory.Memory(SHARED, free, available))
                .orElseThrow();
    }

    @Test
    void aContainersTwoGigabytesOfMemoryAreNoPlaceForTrialsThatMayFillThem() {
        assertThat(plan.estimate().largestTrialBytes()).isEqualTo(1_920 * MEGABYTE);
        assertThat(chosen(2_147 * MEGABYTE, PLENTY)).isEqualTo(DISK);
    }

    /** The files of the brokers lie there by the time of the second trial. */
    @Test
    void whereMemoryIsChosenEveryTrialFindsWhatItNeeds() {
        long most = 6_000 * MEGABYTE;
        for (long free = 0; free <= most; free += 10 * MEGABYTE) {
            if (chosen(free, PLENTY).equals(SHARED)) {
                assertThat(DataSpace.missing(SHARED, free, plan.estimate()))
                        .as("the first trial of %d bytes", free)
                        .isEmpty();
                assertThat(DataSpace.missing(SHARED, free - 400 * MEGABYTE, plan.estimate()))
                        .as("a later one of %d bytes", free)
                        .isEmpty();
            }
        }
        assertThat(chosen(most, PLENTY)).isEqualTo(SHARED);
    }

    @Test
    void memoryThatTheBrokersThemselvesNeedIsNotFilledWithTheirData() {
        assertThat(chosen(PLENTY, 5_900 * MEGABYTE)).isEqualTo(DISK);
        assertThat(chosen(PLENTY, 5_930 * MEGABYTE)).isEqualTo(SHARED);
    }

    @Test
    void whatCannotBeWrittenIsNotChosen() {
        assertThat(chosen(0, PLENTY)).isEqualTo(DISK);
    }
}
