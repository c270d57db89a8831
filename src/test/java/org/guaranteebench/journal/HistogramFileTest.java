package org.guaranteebench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against HdrHistogram's own reader. */
class HistogramFileTest {
    private static final long STARTED = 1_735_786_645_006L;
    private static final long ENDED = STARTED + 11_500;
    private static final long HOUR = 3_600_000_000_000L;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("b01-p02.hlog");
    }

    private static Histogram histogram(long... nanos) {
        Histogram histogram = new Histogram(HOUR, 3);
        for (long value : nanos) {
            histogram.recordValue(value);
        }
        return histogram;
    }

    private void write(String arm, Map<String, Histogram> histograms) throws IOException {
        HistogramFile.write(file, "20250102-030405-abcd", arm, histograms, STARTED, ENDED);
    }

    private List<Histogram> read() throws IOException {
        List<Histogram> read = new ArrayList<>();
        HistogramLogReader reader = new HistogramLogReader(file.toFile());
        try {
            while (reader.hasNext()) {
                read.add((Histogram) reader.nextIntervalHistogram());
            }
        } finally {
            reader.close();
        }
        return read;
    }

    @Test
    void everyDistributionIsReadBackAsItWas() throws IOException {
        Map<String, Histogram> written = new LinkedHashMap<>();
        written.put("ack", histogram(0, 1, 1_000_000, HOUR));
        written.put("commit", histogram());
        written.put("send_lag", histogram(50_000, 50_000));
        write("idempotent", written);

        assertThat(read()).containsExactlyElementsOf(written.values());
    }

    @Test
    void theTagNamesArmAndDistribution() throws IOException {
        Map<String, Histogram> written = new LinkedHashMap<>();
        written.put("ack", histogram(1));
        written.put("settled", histogram(1));
        write("leader-ack", written);

        assertThat(read()).extracting(Histogram::getTag).containsExactly("leader-ack:ack", "leader-ack:settled");
    }

    @Test
    void whatATagCannotHoldIsADash() throws IOException {
        write("transactional 100ms, (A/A)", Map.of("ack", histogram(1)));

        assertThat(read()).extracting(Histogram::getTag).containsExactly("transactional-100ms-(A/A):ack");
    }

    @Test
    void theTimesAreThoseOfTheTrial() throws IOException {
        write("leader-ack", Map.of("ack", histogram(1)));

        assertThat(read()).singleElement().satisfies(histogram -> {
            assertThat(histogram.getStartTimeStamp()).isCloseTo(STARTED, within(1L));
            assertThat(histogram.getEndTimeStamp()).isCloseTo(ENDED, within(1L));
        });
    }

    @Test
    void theFileSaysWhichRunItBelongsToAndInWhichUnit() throws IOException {
        write("leader-ack", Map.of("ack", histogram(1)));

        assertThat(Files.readAllLines(file)).contains("#[run 20250102-030405-abcd, values in ns]");
    }

    @Test
    void theHistogramsAreInTheSecondEncodingCompressed() throws IOException {
        write("leader-ack", Map.of("ack", histogram(1)));

        assertThat(Files.readAllLines(file)).anyMatch(line -> line.matches("Tag=leader-ack:ack,.*,HISTFAAAA.*"));
    }

    @Test
    void onlyTheFileItselfIsWritten() throws IOException {
        write("leader-ack", Map.of("ack", histogram(1)));

        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void whatIsWrittenIsReadWithTheNamesOfItsDistributions() throws IOException {
        Map<String, Histogram> written = new LinkedHashMap<>();
        written.put("ack", histogram(0, 1, 1_000_000, HOUR));
        written.put("commit", histogram());
        write("a, b:c", written);

        Map<String, HistogramSum> found = new LinkedHashMap<>();
        HistogramFile.addTo(found, file);
        assertThat(found.keySet()).containsExactly("ack", "commit");
        found.forEach((name, sum) -> assertThat(sum.histogram()).isEqualTo(written.get(name)));
    }

    /** Of all sizes, and with counts that need many bytes. */
    @Test
    void aSumIsWhatTheLibraryMakesOfTheSameHistograms() throws IOException {
        Random random = new Random(1);
        Histogram expected = new Histogram(3);
        Map<String, HistogramSum> found = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            Histogram one = new Histogram(HOUR, 3);
            for (int j = 0; j < 500; j++) {
                one.recordValueWithCount(
                        (long) Math.exp(random.nextDouble() * Math.log(HOUR)), 1 + (random.nextLong() >>> 20 + i % 40));
            }
            expected.add(one);
            write("idempotent", Map.of("ack", one));
            HistogramFile.addTo(found, file);
        }
        Histogram sum = found.get("ack").histogram();
        assertThat(sum).isEqualTo(expected);
        for (double percentile : new double[] {0, 1, 50, 99, 99.99, 100}) {
            assertThat(sum.getValueAtPercentile(percentile)).isEqualTo(expected.getValueAtPercentile(percentile));
        }
    }

    @Test
    void otherDigitsAreNotMistaken() throws IOException {
        write("idempotent", Map.of("ack", new Histogram(HOUR, 2)));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> HistogramFile.addTo(new LinkedHashMap<>(), file))
                .withMessageContaining("found 2 instead of 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#[nothing but a comment]\n",
                "Tag=a:ack,0.000,11.500,0.001\n",
                "Tag=a:ack,0.000,11.500,0.001,HISTFAAAAB\n",
                "Tag=a:ack,0.000,11.500,0.001,not base 64\n",
                "\u0000\n"
            })
    void damageIsOneLineThatNamesTheFile(String content) throws IOException {
        Files.writeString(file, content);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> HistogramFile.addTo(new LinkedHashMap<>(), file))
                .withMessageStartingWith(file + ": ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aFileThatWasCutOffIsDamaged() throws IOException {
        write("leader-ack", Map.of("ack", histogram(1, 1_000, 1_000_000)));
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 9));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> HistogramFile.addTo(new LinkedHashMap<>(), file))
                .withMessageStartingWith(file + ": damaged histogram log (");
    }
}
