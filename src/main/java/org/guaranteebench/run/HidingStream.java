package org.guaranteebench.run;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.guaranteebench.client.Secrets;

/** Passes text on line by line, without secrets. A line is held back until it is whole. Thread-safe. */
final class HidingStream extends FilterOutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Secrets secrets;

    HidingStream(OutputStream out, Secrets secrets) {
        super(out);
        this.secrets = secrets;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            pass();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        pass();
        super.close();
    }

    private void pass() throws IOException {
        out.write(secrets.hide(line.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        line.reset();
    }
}
