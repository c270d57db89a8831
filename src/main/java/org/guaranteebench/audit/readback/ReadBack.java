package org.guaranteebench.audit.readback;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What was read, from its file. Reads as a stream: its size costs no memory. */
public final class ReadBack {
    private final Path file;
    private final ReadBackHeader header;

    private ReadBack(Path file, ReadBackHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Errors: {@link IOException} in one line that names the file when it is no read-back. */
    public static ReadBack open(Path file) throws IOException {
        try (DataInputStream in = stream(file)) {
            return new ReadBack(file, ReadBackLayout.header(piece(in)));
        } catch (EOFException e) {
            throw new IOException(file + ": not a read-back", e);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    public ReadBackHeader header() {
        return header;
    }

    /**
     * Hands over all records: partition after partition, each in the order of its offsets.
     *
     * <p>Errors: {@link IOException} in one line that names the file when it is damaged, cut off, or out of order. The
     * records before that have been handed over by then.
     *
     * @return how many
     */
    public long read(Consumer<ReadRecord> reader) throws IOException {
        try (DataInputStream in = stream(file)) {
            piece(in);
            return readRecords(in, reader);
        } catch (EOFException e) {
            throw new IOException(file + ": is cut off", e);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private long readRecords(DataInputStream in, Consumer<ReadRecord> reader) throws IOException {
        long records = 0;
        int lastPartition = -1;
        long lastOffset = -1;
        while (true) {
            byte[] piece = piece(in);
            ByteBuffer block = ByteBuffer.wrap(piece);
            if (piece.length == ReadBackLayout.LAST_BYTES) {
                requireEnd(in, block.getLong(), records);
                return records;
            }
            if (piece.length % ReadBackLayout.RECORD_BYTES != 0) {
                throw new IOException("a block of " + piece.length + " bytes");
            }
            while (block.hasRemaining()) {
                ReadRecord next = ReadBackLayout.get(block);
                Optional<String> fault =
                        Order.fault(header, lastPartition, lastOffset, next.partition(), next.offset());
                if (fault.isPresent()) {
                    throw new IOException(fault.get());
                }
                lastPartition = next.partition();
                lastOffset = next.offset();
                records++;
                reader.accept(next);
            }
        }
    }

    private static void requireEnd(DataInputStream in, long told, long found) throws IOException {
        if (told != found || in.read() >= 0) {
            throw new IOException("holds " + found + " records and says " + told);
        }
    }

    private static DataInputStream stream(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), ReadBackLayout.BLOCK_BYTES));
    }

    private static byte[] piece(DataInputStream in) throws IOException {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > ReadBackLayout.MOST_BYTES) {
            throw new IOException("not a read-back, or damaged");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        if (ReadBackLayout.checksum(bytes, length) != checksum) {
            throw new IOException("a checksum does not fit");
        }
        return bytes;
    }
}
