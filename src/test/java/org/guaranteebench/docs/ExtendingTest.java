package org.guaranteebench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/EXTENDING.md shows sources that are compiled and tested, and nothing else. */
class ExtendingTest {
    private static final Path PAGE = Path.of("docs", "EXTENDING.md");
    private static final Pattern NAMED_BLOCK = Pattern.compile(
            "\\[`[^`]+`\\]\\(\\.\\./(src/test/\\S+\\.java)\\)[^`]*\\n\\n```java\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern BEFORE_THE_CLASS = Pattern.compile("(?s)\\A.*^import [^;]+;\\n", Pattern.MULTILINE);
    private static final Pattern NO_CODE = Pattern.compile("\\s*(/\\*\\*.*|\\*.*|//.*)?");
    private static final int MOST_LINES = 40;

    @TempDir
    private Path home;

    /** By path, what the page shows of it. */
    private static Map<Path, String> examples() throws IOException {
        Map<Path, String> examples = new LinkedHashMap<>();
        Matcher block = NAMED_BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            examples.put(Path.of(block.group(1)), block.group(2));
        }
        return examples;
    }

    private static String withoutImports(Path source) throws IOException {
        return BEFORE_THE_CLASS
                .matcher(Files.readString(source))
                .replaceFirst("")
                .strip();
    }

    @Test
    void everyJavaBlockIsTheSourceThatIsNamedAboveIt() throws IOException {
        Map<Path, String> examples = examples();

        assertThat(Files.readString(PAGE).split("```java", -1)).hasSize(examples.size() + 1);
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (Map.Entry<Path, String> example : examples.entrySet()) {
            assertThat(example.getValue()).as("%s", example.getKey()).isEqualTo(withoutImports(example.getKey()));
        }
    }

    @Test
    void noExampleIsLongerThanAScreen() throws IOException {
        assertThat(examples())
                .allSatisfy((source, code) -> assertThat(code.lines()
                                .filter(line -> !NO_CODE.matcher(line).matches()))
                        .as("%s", source)
                        .hasSizeLessThanOrEqualTo(MOST_LINES));
    }

    /** Test sources are compiled without JMH's annotation processor, so as not to be listed; here it has its say. */
    @Test
    void jmhTakesTheBenchmark() throws IOException {
        List<Path> benchmarks = examples().keySet().stream()
                .filter(source -> source.getFileName().toString().equals("ProduceAndWait.java"))
                .toList();
        assertThat(benchmarks).hasSize(1);
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    home.toString(),
                                    "-classpath",
                                    System.getProperty("java.class.path"),
                                    "-processor",
                                    "org.openjdk.jmh.generators.BenchmarkProcessor"),
                            null,
                            files.getJavaFileObjectsFromPaths(benchmarks))
                    .call();
            assertThat(compiled).as("%s", said).isTrue();
        }
        assertThat(Files.readString(home.resolve("META-INF/BenchmarkList")))
                .contains("org.guaranteebench.bench.ProduceAndWait", "answeredRecord");
    }
}
