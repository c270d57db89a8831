package org.guaranteebench.audit.payload;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * What tells the records of one twin from all others: its number, and the key of their checksums. It keeps nobody out
 * and lies beside the results; it makes sure that no accident, and no tool that does not have it, makes a record that
 * looks genuine.
 */
public final class AuditKey {
    private static final int SECRET_BYTES = 16;
    private static final String RUN = "run";
    private static final String SECRET = "secret";

    private final long run;
    private final byte[] secret;

    private AuditKey(long run, byte[] secret) {
        this.run = run;
        this.secret = secret;
    }

    public static AuditKey random() {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new AuditKey(random.nextLong(), secret);
    }

    /** Errors: {@link IOException} in one line that names the file: not there, or not a key. */
    public static AuditKey read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            long run = HexFormat.fromHexDigitsToLong(properties.getProperty(RUN, ""));
            byte[] secret = HexFormat.of().parseHex(properties.getProperty(SECRET, ""));
            if (secret.length != SECRET_BYTES) {
                throw new IOException(file + ": a secret has " + SECRET_BYTES + " bytes, this one " + secret.length);
            }
            return new AuditKey(run, secret);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": not the key of an audit (" + e.getMessage() + ")", e);
        }
    }

    /** Errors: {@link IOException} when the file is there already, or cannot be written. */
    public void write(Path file) throws IOException {
        Files.writeString(Files.createFile(file), RUN + "=" + runText() + "\n" + SECRET + "=" + secretText() + "\n");
    }

    public long run() {
        return run;
    }

    /** A copy. */
    public byte[] secret() {
        return secret.clone();
    }

    private String runText() {
        return HexFormat.of().toHexDigits(run);
    }

    private String secretText() {
        return HexFormat.of().formatHex(secret);
    }
}
