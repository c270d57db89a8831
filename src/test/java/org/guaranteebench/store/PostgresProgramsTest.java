package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PostgresProgramsTest {
    @TempDir
    private Path tmp;

    private static final String WORKS = "#!/bin/sh\n[ \"$1\" = --version ]\n";

    private static ByteArrayInputStream bundle(String postgres, String script) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(LZMA2Options.PRESET_MIN)))) {
            byte[] content = script.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry program = new TarArchiveEntry(postgres, true);
            program.setMode(0100755);
            program.setSize(content.length);
            tar.putArchiveEntry(program);
            tar.write(content);
            tar.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("./lib/libpq.so", TarArchiveEntry.LF_SYMLINK);
            link.setLinkName("libpq.so.5");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,amd64,postgres-linux-x86_64.txz",
        "Linux,aarch64,postgres-linux-arm_64.txz",
        "Mac OS X,aarch64,postgres-darwin-arm_64.txz",
        "Windows 11,amd64,postgres-windows_11-x86_64.txz",
    })
    void aBundleIsNamedAfterSystemAndProcessor(String os, String processor, String name) {
        assertThat(PostgresPrograms.bundle(os, processor)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"Linux,amd64", "Linux,aarch64"})
    void theJarHasBundlesForLinux(String os, String processor) {
        assertThat(PostgresPrograms.class.getResource("/" + PostgresPrograms.bundle(os, processor)))
                .isNotNull();
    }

    @Test
    void unpackedProgramsKeepTheirLinksAndCanBeExecutedByEverybody() throws IOException {
        PostgresPrograms programs =
                PostgresPrograms.unpack(bundle("./bin/postgres", WORKS), tmp).orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(programs.postgres()))))
                .isEqualTo("rwxr-xr-x");
        assertThat(Files.readSymbolicLink(tmp.resolve("lib/libpq.so"))).isEqualTo(Path.of("libpq.so.5"));
    }

    @Test
    void programsThatDoNotRunHereAreNone() throws IOException {
        assertThat(PostgresPrograms.unpack(bundle("./bin/postgres", "#!/bin/sh\nexit 127\n"), tmp.resolve("a")))
                .isEmpty();
        assertThat(PostgresPrograms.unpack(bundle("./bin/postgres", "no program"), tmp.resolve("b")))
                .isEmpty();
    }

    @Test
    void nothingIsUnpackedOutside() {
        assertThatThrownBy(() -> PostgresPrograms.unpack(bundle("../postgres", WORKS), tmp.resolve("in")))
                .hasMessageStartingWith("../postgres would be unpacked outside of ");
        assertThat(tmp.resolve("postgres")).doesNotExist();
    }

    @Test
    void anInstalledOneIsFoundBehindALinkAndOnlyIfItIsWhole() throws IOException {
        Path link = Files.createDirectories(tmp.resolve("usr/bin"));
        Path bin = Files.createDirectories(tmp.resolve("postgresql/15/bin"));
        Path half = Files.createDirectories(tmp.resolve("half/bin"));
        for (Path program : new Path[] {
            bin.resolve("postgres"), bin.resolve("initdb"), bin.resolve("pg_ctl"), half.resolve("postgres")
        }) {
            Files.writeString(program, WORKS);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createSymbolicLink(link.resolve("postgres"), bin.resolve("postgres"));
        String path =
                String.join(File.pathSeparator, tmp.resolve("nowhere").toString(), half.toString(), link.toString());
        assertThat(PostgresPrograms.installed(path).orElseThrow().bin()).isEqualTo(bin.toRealPath());
        assertThat(PostgresPrograms.installed(half.toString())).isEmpty();
        assertThat(PostgresPrograms.installed("")).isEmpty();
    }
}
