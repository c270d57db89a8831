package org.guaranteebench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The jar holds the work of others, who are owed that their licences and notices go with it. */
class LicencesIT {
    private static String entry(String name) throws IOException {
        try (ZipFile jar = new ZipFile(System.getProperty("benchmarks.jar"))) {
            return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void thisProjectsLicenceComesFirstAndThoseOfLibrariesFollow() throws IOException {
        String own = Files.readString(Path.of("LICENSE"));
        assertThat(entry("LICENSE")).startsWith(own).contains("\"CLASSPATH\" EXCEPTION TO THE GPL");
        assertThat(entry("META-INF/LICENSE")).startsWith(own).contains("PostgreSQL Global Development Group");
        assertThat(entry("META-INF/LICENSE.txt")).contains("Gil Tene");
    }

    @Test
    void noticesStandTogether() throws IOException {
        assertThat(entry("NOTICE"))
                .startsWith(Files.readString(Path.of("NOTICE")))
                .contains("Apache Kafka", "Lightbend");
        assertThat(entry("META-INF/NOTICE"))
                .contains("kafka-guarantee-bench\nCopyright 2026", "Apache Log4j Core", "Tatu Saloranta");
    }
}
