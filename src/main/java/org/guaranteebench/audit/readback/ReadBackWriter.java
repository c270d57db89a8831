package org.guaranteebench.audit.readback;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes down what was read: partition after partition, each in the order of its offsets. The file appears when it is
 * finished or not at all. Not thread-safe.
 */
public final class ReadBackWriter implements AutoCloseable {
    private final Path file;
    private final Path temporary;
    private final ReadBackHeader header;
    private final FileOutputStream stream;
    private final DataOutputStream out;
    private final ByteBuffer block = ByteBuffer.allocate(ReadBackLayout.BLOCK_BYTES);
    private long records;
    private int lastPartition = -1;
    private long lastOffset = -1;

    private ReadBackWriter(Path file, Path temporary, ReadBackHeader header) throws IOException {
        this.file = file;
        this.temporary = temporary;
        this.header = header;
        stream = new FileOutputStream(temporary.toFile());
        out = new DataOutputStream(new BufferedOutputStream(stream));
    }

    /** Errors: {@link IOException} when it cannot be written. */
    public static ReadBackWriter create(Path file, ReadBackHeader header) throws IOException {
        ReadBackWriter writer = new ReadBackWriter(file, file.resolveSibling(file.getFileName() + ".tmp"), header);
        byte[] bytes = ReadBackLayout.header(header);
        writer.piece(bytes, bytes.length);
        return writer;
    }

    /**
     * @param value all of it or its beginning, as long as a payload; null for none
     *     <p>Errors: {@link IllegalArgumentException} when the place does not follow the one before, or lies beyond the
     *     partition's end.
     */
    public void add(int partition, long offset, byte[] value) throws IOException {
        Order.fault(header, lastPartition, lastOffset, partition, offset).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        lastPartition = partition;
        lastOffset = offset;
        ReadBackLayout.put(block, partition, offset, value);
        records++;
        if (!block.hasRemaining()) {
            flushBlock();
        }
    }

    /** To be called once, after everything was added. Returns when the file is there. */
    public void finish() throws IOException {
        flushBlock();
        byte[] last =
                ByteBuffer.allocate(ReadBackLayout.LAST_BYTES).putLong(records).array();
        piece(last, last.length);
        out.flush();
        stream.getFD().sync();
        out.close();
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Without {@link #finish}, nothing is left. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void flushBlock() throws IOException {
        if (block.position() > 0) {
            piece(block.array(), block.position());
            block.clear();
        }
    }

    private void piece(byte[] bytes, int length) throws IOException {
        out.writeInt(length);
        out.writeInt(ReadBackLayout.checksum(bytes, length));
        out.write(bytes, 0, length);
    }
}
