package org.guaranteebench.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.guaranteebench.client.Secrets;

/**
 * Where the output of JMH, and of this JVM's own Kafka clients, goes: a file of the run, or the one that {@code -o} names.
 * While it is open, {@code System.out} and {@code System.err} lead there too, because JMH prints what a fork prints on
 * its parent's.
 */
public final class Chatter implements AutoCloseable {
    private final PrintStream log;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private Chatter(PrintStream log) {
        this.log = log;
        System.setOut(log);
        System.setErr(log);
    }

    /** Of clients of brokers that let everybody in: no secret is known. Errors: as below. */
    public static Chatter to(Path file) throws IOException {
        try {
            return new Chatter(new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written (" + e + ")", e);
        }
    }

    /** What a segment of a run says; a later one does not write over what an earlier one has said. */
    static Chatter to(OpenSegment segment, RunRequest request) throws IOException {
        Path standard = segment.folder().logs().resolve("jmh" + segment.suffix() + ".log");
        Optional<Path> asked = request.jmh().getOutput().hasValue()
                ? Optional.of(segment.own(Path.of(request.jmh().getOutput().get())))
                : Optional.empty();
        return to(standard, asked, request.secrets());
    }

    /**
     * @param asked what {@code -o} names
     * @param secrets that are kept out of it, whatever a client says
     *     <p>Errors: {@link IOException} in one line when the file cannot be written.
     */
    static Chatter to(Path standard, Optional<Path> asked, Secrets secrets) throws IOException {
        Path file = asked.orElse(standard);
        try {
            OutputStream out = Files.newOutputStream(file);
            return new Chatter(new PrintStream(
                    secrets.none() ? out : new HidingStream(out, secrets), true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException((asked.isPresent() ? "-o " : "") + file + ": cannot be written (" + e + ")", e);
        }
    }

    public PrintStream log() {
        return log;
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        log.close();
    }
}
