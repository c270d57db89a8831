package org.guaranteebench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChangelogTest {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>kafka-guarantee-bench</artifactId>\\s*<version>([^<]+)");

    @Test
    void theVersionThatIsBuiltIsTheFirstThatIsDescribed() throws IOException {
        Matcher built = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(built.find()).isTrue();
        assertThat(Files.readString(Path.of("CHANGELOG.md")).split("(?m)^## ")[1])
                .startsWith("[" + built.group(1) + "]");
    }
}
