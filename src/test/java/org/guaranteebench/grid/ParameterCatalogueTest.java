package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.guaranteebench.bench.GuaranteeParameters;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.State;

/** The catalogue of parameters and the {@code @Param} fields of the benchmarks are two places that must agree. */
class ParameterCatalogueTest {

    @Test
    void everyParamOfTheBenchmarksIsInTheCatalogue() {
        assertThat(params())
                .isNotEmpty()
                .allSatisfy(field -> assertThat(
                                Parameter.byField(field.getName()).isPresent()
                                        || List.of(Workload.PRODUCER_FIELD, Workload.CONSUMER_FIELD)
                                                .contains(field.getName()))
                        .as("%s", field)
                        .isTrue());
    }

    @Test
    void everyDefaultIsAllowedAndCanonical() {
        for (Field field : params()) {
            Parameter.byField(field.getName())
                    .ifPresent(parameter -> assertThat(
                                    field.getAnnotation(Param.class).value())
                            .as("%s", field)
                            .isNotEmpty()
                            .allSatisfy(
                                    value -> assertThat(parameter.check(value)).isEqualTo(value)));
        }
    }

    @Test
    void everyParameterIsUsedByABenchmark() {
        List<String> used = benchmarks().stream()
                .flatMap(benchmark -> paramsOf(benchmark).stream())
                .map(Field::getName)
                .toList();

        assertThat(Parameter.values()).extracting(Parameter::field).isSubsetOf(used);
    }

    @Test
    void everyBenchmarkHasTheFourGuaranteesAndTheProducersProperties() {
        assertThat(benchmarks())
                .isNotEmpty()
                .allSatisfy(benchmark -> assertThat(paramsOf(benchmark))
                        .extracting(Field::getName)
                        .contains("acks", "idempotence", "transactions", "isolation", Workload.PRODUCER_FIELD)
                        .doesNotHaveDuplicates());
    }

    @Test
    void benchmarksThatReadHaveTheConsumersPropertiesToo() {
        assertThat(benchmarks())
                .filteredOn(benchmark -> !benchmark.getSimpleName().startsWith("Produce"))
                .hasSize(6)
                .allSatisfy(benchmark -> assertThat(paramsOf(benchmark))
                        .extracting(Field::getName)
                        .contains(Workload.CONSUMER_FIELD));
    }

    @Test
    void jmhCanSetEveryParam() {
        assertThat(params()).allSatisfy(field -> {
            assertThat(field.getType()).isEqualTo(String.class);
            assertThat(Modifier.isPublic(field.getModifiers())).as("%s", field).isTrue();
        });
    }

    @Test
    void theLadderConsistsOfDefaults() {
        List<Field> guarantees = fieldsWithParam(GuaranteeParameters.class);

        assertThat(defaults(guarantees, "acks"))
                .containsAll(Cell.LADDER.stream().map(c -> c.acks().toString()).toList());
        assertThat(defaults(guarantees, "idempotence"))
                .containsAll(Cell.LADDER.stream()
                        .map(c -> Boolean.toString(c.idempotence()))
                        .toList());
        assertThat(defaults(guarantees, "transactions"))
                .containsAll(Cell.LADDER.stream()
                        .map(c -> c.transactions().toString())
                        .toList());
    }

    private static List<String> defaults(List<Field> fields, String name) {
        return fields.stream()
                .filter(f -> f.getName().equals(name))
                .flatMap(f -> Arrays.stream(f.getAnnotation(Param.class).value()))
                .toList();
    }

    private static List<Field> params() {
        return classes().stream().flatMap(c -> fieldsWithParam(c).stream()).toList();
    }

    private static List<Class<?>> benchmarks() {
        return classes().stream()
                .filter(c ->
                        Arrays.stream(c.getDeclaredMethods()).anyMatch(m -> m.isAnnotationPresent(Benchmark.class)))
                .toList();
    }

    /** Fields of the benchmark itself and of the states that its methods ask for. */
    private static List<Field> paramsOf(Class<?> benchmark) {
        Set<Class<?>> states = new LinkedHashSet<>(List.of(benchmark));
        for (Method method : benchmark.getDeclaredMethods()) {
            for (Class<?> type : method.getParameterTypes()) {
                if (type.isAnnotationPresent(State.class)) {
                    states.add(type);
                }
            }
        }
        return states.stream().flatMap(s -> fieldsWithParam(s).stream()).toList();
    }

    private static List<Field> fieldsWithParam(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            Arrays.stream(c.getDeclaredFields())
                    .filter(f -> f.isAnnotationPresent(Param.class))
                    .forEach(fields::add);
        }
        return fields;
    }

    private static List<Class<?>> classes() {
        try {
            Path root = Path.of(GuaranteeParameters.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String bench = GuaranteeParameters.class.getPackageName();
            List<Class<?>> classes = new ArrayList<>();
            try (Stream<Path> files = Files.list(root.resolve(bench.replace('.', '/')))) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".class")) {
                        classes.add(Class.forName(bench + "." + name.substring(0, name.lastIndexOf('.'))));
                    }
                }
            }
            return classes;
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
