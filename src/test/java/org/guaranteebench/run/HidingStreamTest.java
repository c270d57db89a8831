package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guaranteebench.client.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HidingStreamTest {
    private static final Secrets SECRETS = Secrets.of(List.of("swordfish", "Gr\u00fc\u00dfe\u20ac!"));

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final HidingStream stream = new HidingStream(written, SECRETS);

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void linesPassWithoutTheirSecrets() throws IOException {
        stream.write(bytes("password is swordfish\nand nothing else\n"));
        assertThat(written()).isEqualTo("password is [hidden]\nand nothing else\n");
    }

    @Test
    void aSecretThatComesInPiecesIsHidden() throws IOException {
        for (String piece : List.of("password is sw", "", "ord", "fish", ".\nnext: swo")) {
            stream.write(bytes(piece));
        }
        assertThat(written()).isEqualTo("password is [hidden].\n");
        stream.write(bytes("rdfish\n"));
        assertThat(written()).isEqualTo("password is [hidden].\nnext: [hidden]\n");
    }

    @Test
    void aSecretThatComesByteByByteIsHidden() throws IOException {
        for (byte b : bytes("a swordfish, Gr\u00fc\u00dfe\u20ac!\n")) {
            stream.write(b);
        }
        assertThat(written()).isEqualTo("a [hidden], [hidden]\n");
    }

    @Test
    void nothingOfALineIsSeenBeforeItIsWhole() throws IOException {
        stream.write(bytes("swordfish"));
        stream.flush();
        assertThat(written()).isEmpty();
    }

    @Test
    void aLastLineWithoutAnEndPassesWhenTheStreamIsClosed() throws IOException {
        stream.write(bytes("first\nlast is swordfish"));
        stream.close();
        assertThat(written()).isEqualTo("first\nlast is [hidden]");
    }

    @Test
    void charactersOfSeveralBytesStayWholeWhereverTheyAreCut() throws IOException {
        String text = "d\u00e9j\u00e0 vu \u20ac \ud83d\ude80\n";
        for (byte b : bytes(text)) {
            stream.write(new byte[] {b});
        }
        assertThat(written()).isEqualTo(text);
    }

    @Test
    void onlyThePartOfTheArrayThatWasGivenIsWritten() throws IOException {
        stream.write(bytes("xxswordfish\nyy"), 2, 10);
        stream.close();
        assertThat(written()).isEqualTo("[hidden]\n");
    }

    @Test
    void flushReachesWhatIsBehind() throws IOException {
        boolean[] flushed = new boolean[1];
        try (HidingStream out = new HidingStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        // Not looked at.
                    }

                    @Override
                    public void flush() {
                        flushed[0] = true;
                    }
                },
                SECRETS)) {
            out.flush();
            assertThat(flushed[0]).isTrue();
        }
    }

    @Test
    void closingTwiceIsHarmlessAndClosesWhatIsBehind(@TempDir Path home) throws IOException {
        Path file = home.resolve("log");
        HidingStream out = new HidingStream(Files.newOutputStream(file), SECRETS);
        out.write(bytes("swordfish"));
        out.close();
        assertThatCode(out::close).doesNotThrowAnyException();
        assertThat(file).hasContent("[hidden]");
    }

    @Test
    void printingThroughItHidesToo() {
        try (PrintStream print = new PrintStream(stream, true, StandardCharsets.UTF_8)) {
            print.printf("%s and %s%n", "swordfish", "Gr\u00fc\u00dfe\u20ac!");
            new IllegalStateException("refused: swordfish").printStackTrace(print);
        }
        assertThat(written())
                .startsWith("[hidden] and [hidden]\njava.lang.IllegalStateException: refused: [hidden]\n")
                .doesNotContain("swordfish");
    }
}
