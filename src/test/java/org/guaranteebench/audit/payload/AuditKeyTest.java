package org.guaranteebench.audit.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditKeyTest {
    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("key.properties");
    }

    @Test
    void aKeyIsReadAsItWasWritten() throws IOException {
        AuditKey key = AuditKey.random();
        key.write(file);
        AuditKey read = AuditKey.read(file);
        assertThat(read.run()).isEqualTo(key.run());
        assertThat(read.secret()).isEqualTo(key.secret()).hasSize(16);
    }

    @Test
    void noTwoKeysAreAlike() {
        assertThat(AuditKey.random().run()).isNotEqualTo(AuditKey.random().run());
        assertThat(AuditKey.random().secret()).isNotEqualTo(AuditKey.random().secret());
    }

    @Test
    void aKeyReplacesNoOther() throws IOException {
        AuditKey.random().write(file);
        assertThatThrownBy(() -> AuditKey.random().write(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void whatIsNoKeyIsRefusedByName() throws IOException {
        for (String content :
                new String[] {"", "run=12", "run=xyz\nsecret=00", "run=1\nsecret=0011", "run=1\nsecret=0"}) {
            Files.writeString(file, content);
            assertThatIOException().isThrownBy(() -> AuditKey.read(file)).withMessageContaining("key.properties");
        }
        Files.delete(file);
        assertThatIOException().isThrownBy(() -> AuditKey.read(file)).withMessageContaining("key.properties");
    }
}
