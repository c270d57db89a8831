package org.guaranteebench.audit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.guaranteebench.audit.TwinFiles;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that ends in another way than its process proves nothing. */
class LedgerEndingsTest {
    private static final FaultEvidence LIVING = new FaultEvidence(true, "it did", FaultFacts.NONE);
    private static final FaultEvidence KILLED =
            new FaultEvidence(true, "it did", FaultFacts.of(ClientFact.source(0, 1, 137)));

    @TempDir
    private Path home;

    private TwinFiles files;
    private Path ledger;
    private byte[] closed;

    @BeforeEach
    void write() throws IOException {
        files = new TwinFiles(home);
        files.sent(files.plain(0, 0));
        files.write();
        ledger = files.folder().ledger(0);
        closed = Files.readAllBytes(ledger);
    }

    private FaultEvidence after(FaultEvidence evidence, int bytesGone) throws IOException {
        Files.write(ledger, Arrays.copyOf(closed, closed.length - bytesGone));
        return LedgerEndings.added(files.folder(), evidence);
    }

    @Test
    void whoEndedByItselfHasClosedItsLedger() throws IOException {
        assertThat(after(LIVING, 0)).isEqualTo(LIVING);
        assertThat(after(LIVING, 48).proven()).isFalse();
        assertThat(after(LIVING, 48).words())
                .isEqualTo("it did; the ledger of incarnation 0 was not closed, though its process was not killed");
        assertThat(after(LIVING, 31).proven()).isFalse();
        assertThat(after(LIVING, 31).words()).endsWith(", and 17 bytes of it are torn");
    }

    @Test
    void whoWasKilledHasNotAndWhatItWasWritingIsTold() throws IOException {
        assertThat(after(KILLED, 48)).isEqualTo(KILLED);
        assertThat(after(KILLED, 31))
                .isEqualTo(new FaultEvidence(
                        true, "it did; the ledger of incarnation 0 ends with 17 torn bytes", KILLED.facts()));
        assertThat(after(KILLED, 0))
                .isEqualTo(new FaultEvidence(
                        false,
                        "it did; the ledger of incarnation 0 was closed, though its process was killed",
                        KILLED.facts()));
    }
}
