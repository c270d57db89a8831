package org.guaranteebench.audit.ledger;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A ledger as it is found after its process has ended. Reads as a stream: its size costs no memory. */
public final class Ledger {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final LedgerHeader header;

    private Ledger(Path file, LedgerHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Errors: {@link IOException} in one line that names the file when it is no ledger. */
    public static Ledger open(Path file) throws IOException {
        EntryLayout layout = new EntryLayout();
        try (InputStream in = Files.newInputStream(file)) {
            if (in.readNBytes(layout.bytes(), 0, EntryLayout.BYTES) == EntryLayout.BYTES) {
                Optional<LedgerHeader> header = layout.header();
                if (header.isPresent()) {
                    return new Ledger(file, header.get());
                }
            }
        }
        throw new IOException(file + ": not a ledger");
    }

    public Path file() {
        return file;
    }

    public LedgerHeader header() {
        return header;
    }

    /**
     * Hands over all whole entries in the order in which they were written.
     *
     * <p>Errors: {@link IOException} in one line that names file and entry when any but the last is damaged, or any
     * follows the end. The entries before it have been handed over by then.
     */
    public Ending read(Consumer<Entry> reader) throws IOException {
        EntryLayout layout = new EntryLayout();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            in.skipNBytes(EntryLayout.BYTES);
            boolean closed = false;
            long at = EntryLayout.HEADER_NUMBER + 1;
            while (true) {
                int length = in.readNBytes(layout.bytes(), 0, EntryLayout.BYTES);
                if (length == 0) {
                    return new Ending(at - 1, closed, 0);
                }
                Optional<Entry> entry = length == EntryLayout.BYTES ? layout.entry(at) : Optional.empty();
                if (closed) {
                    throw new IOException(file + ": entry " + at + " follows the end");
                }
                if (entry.isEmpty()) {
                    // A killed process leaves a part of one entry; more behind it is damage of another kind.
                    if (in.read() >= 0) {
                        throw new IOException(file + ": entry " + at + " is damaged, or not in its place");
                    }
                    return new Ending(at - 1, false, length);
                }
                closed = entry.get().event() == Event.CLOSED;
                reader.accept(entry.get());
                at++;
            }
        }
    }
}
