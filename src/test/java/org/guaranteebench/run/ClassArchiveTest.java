package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

class ClassArchiveTest {
    @TempDir
    private Path parent;

    /** Has a {@code main} that loads a few hundred classes from a jar, and only jars can be archived. */
    private static final Class<?> PROGRAM = ProducerConfig.class;

    private static String java(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        command.addAll(List.of("-Xlog:class+load", "-cp", jar(PROGRAM) + ":" + jar(Logger.class), PROGRAM.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines()
                .filter(line -> line.contains(PROGRAM.getName() + " source:"))
                .findFirst()
                .orElseThrow();
    }

    private static String jar(Class<?> from) {
        return from.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    @Test
    void whatOneJvmLoadedTheNextOneMaps() throws Exception {
        try (ClassArchive archive = new ClassArchive(parent, Request.jmh(""))) {
            assertThat(archive.using()).isEmpty();
            assertThat(java(archive.writing())).contains("source: file:");
            assertThat(archive.using()).isEmpty();
            archive.written();
            assertThat(java(archive.using())).contains("source: shared objects file");
            assertThat(archive.writing()).isEqualTo(archive.using());
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aForkThatWroteNothingLeavesTheOthersAsTheyWere() throws Exception {
        try (ClassArchive archive = new ClassArchive(parent, Request.jmh(""))) {
            archive.written();
            assertThat(archive.using()).isEmpty();
            assertThat(archive.writing()).anyMatch(argument -> argument.startsWith("-XX:ArchiveClassesAtExit="));
        }
    }

    @Test
    void anArchiveThatWasCutShortWouldKillAJvmAndIsNotUsed() throws Exception {
        try (ClassArchive archive = new ClassArchive(parent, Request.jmh(""))) {
            java(archive.writing());
            Path file = Path.of(archive.writing().get(0).replaceFirst(".*=", ""));
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            archive.written();
            assertThat(archive.using()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-jvmArgs -Xshare:off",
                "-jvmArgsPrepend -XX:SharedArchiveFile=mine.jsa",
                "-jvmArgsAppend -XX:ArchiveClassesAtExit=mine.jsa"
            })
    void whatTheUserSaysAboutArchivesHolds(String jmh) throws Exception {
        try (ClassArchive archive = new ClassArchive(parent, Request.jmh(jmh))) {
            assertThat(archive.writing()).isEmpty();
            archive.written();
            assertThat(archive.using()).isEmpty();
        }
        assertThat(parent).isEmptyDirectory();
    }
}
