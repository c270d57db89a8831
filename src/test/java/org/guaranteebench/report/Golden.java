package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files that the suite writes, as they are to be: {@code src/test/resources/golden}, which the tests of the plots read,
 * too. {@code mvn test -Dgolden.write=true} writes them anew; look at what that changes before it is committed.
 */
final class Golden {
    private static final Path HOME = Path.of("src", "test", "resources", "golden");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    private Golden() {}

    /** Whether this run of the tests writes what others hold them to. */
    static boolean writes() {
        return WRITE;
    }

    /** @param name below the folder of golden files */
    static void assertSame(Path written, String name) throws IOException {
        Path golden = HOME.resolve(name);
        if (WRITE) {
            Files.createDirectories(golden.getParent());
            Files.copy(written, golden, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Files.readString(written)).as(name).isEqualTo(Files.readString(golden));
        assertThat(written).as(name).hasSameBinaryContentAs(golden);
    }
}
