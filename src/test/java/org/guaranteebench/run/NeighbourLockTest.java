package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighbourLockTest {
    @TempDir
    private Path directory;

    @Test
    void theFirstRunIsAloneAndSoIsTheNextOneAfterIt() throws IOException {
        for (int run = 0; run < 2; run++) {
            try (NeighbourLock lock = NeighbourLock.take(directory)) {
                assertThat(lock.alone()).isTrue();
            }
        }
    }

    @Test
    void whereTheLockCannotBeTakenNobodyClaimsToBeAlone() throws IOException {
        try (NeighbourLock lock = NeighbourLock.take(directory.resolve("nowhere"))) {
            assertThat(lock.alone()).isFalse();
        }
    }
}
