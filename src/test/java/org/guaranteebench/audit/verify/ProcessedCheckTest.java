package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guaranteebench.audit.TwinFiles;
import org.guaranteebench.audit.readback.ProcessedReadBack;
import org.guaranteebench.audit.readback.ReadBack;
import org.guaranteebench.audit.readback.ReadBackHeader;
import org.guaranteebench.audit.readback.ReadBackWriter;
import org.guaranteebench.audit.readback.ReadRecord;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no reader has read is rebuilt, and each record of it must be the same. */
class ProcessedCheckTest {
    private static final int RECORDS = 10;

    @TempDir
    private Path home;

    private TwinFiles files;
    private Path processed;
    private final List<ReadRecord> records = new ArrayList<>();
    private ReadBackHeader header;

    /** Three records are processed a second time, after a place at which the input holds nothing. */
    @BeforeEach
    void play() throws IOException {
        files = new TwinFiles(home);
        for (int i = 0; i < RECORDS; i++) {
            files.read(0, files.sent(files.plain(0, i)));
        }
        List<ReadRecord> input = files.records();
        for (ReadRecord record : input) {
            files.stage(1).processed(0, record.offset());
        }
        files.stage(2).processed(0, 0);
        for (ReadRecord record : input.subList(RECORDS - 3, RECORDS)) {
            files.stage(2).processed(0, record.offset());
        }
        files.write();
        processed = files.folder().readBack("processed");
        ProcessedReadBack.write(files.folder().ledgers(), files.folder().readBack(TwinFiles.READ_BACK), processed);
        header = ReadBack.open(processed).header();
        ReadBack.open(processed).read(records::add);
    }

    private List<String> differences(List<ReadRecord> forged, ReadBackHeader head) throws IOException {
        try (ReadBackWriter writer = ReadBackWriter.create(processed, head)) {
            for (int i = 0; i < forged.size(); i++) {
                writer.add(0, i, forged.get(i).payload());
            }
            writer.finish();
        }
        return differences();
    }

    private List<String> differences() throws IOException {
        TwinFacts facts = new TwinFacts(
                "run",
                "F1",
                "",
                1,
                true,
                "",
                Map.of("acks", "all", "idempotence", "true", "transactions", "none", "isolation", TwinFiles.READ_BACK),
                new Expectation("F1", Set.of(Counter.LOST), Set.of(), Set.of(Counter.LOST)),
                "processed",
                FaultEvidence.proven("it did"),
                "",
                "topic",
                null,
                1);
        return ProcessedCheck.differences(RawTwin.open(files.folder(), facts));
    }

    @Test
    void whatTheNotesSayAgrees() throws IOException {
        assertThat(records).hasSize(RECORDS + 4);
        assertThat(differences()).isEmpty();
    }

    @Test
    void recordsThatChangedPlacesAreNamed() throws IOException {
        Collections.swap(records, 4, 5);
        assertThat(differences(records, header))
                .singleElement()
                .asString()
                .startsWith("processed: the record at 0@4 is not what the input has at 0@");
    }

    @Test
    void aRecordWhereTheInputHasNoneIsNamed() throws IOException {
        records.set(RECORDS, records.get(0));
        assertThat(differences(records, header))
                .singleElement()
                .asString()
                .startsWith("processed: the record at 0@10 is not what");
    }

    @Test
    void aRecordTooFewOrAnotherEndIsNamed() throws IOException {
        assertThat(differences(records.subList(0, RECORDS), header))
                .containsExactly("processed: has 10 records, and the ledgers 14 notes");
        ReadBackHeader longer =
                new ReadBackHeader(header.run(), header.isolation(), header.source(), List.of(99L, 0L, 0L));
        assertThat(differences(records, longer))
                .singleElement()
                .asString()
                .startsWith("processed: ends at [99, 0, 0], and by the ledgers at [14, 0, 0]");
    }

    @Test
    void anotherReadersIsNamed() throws IOException {
        ReadBackHeader other = new ReadBackHeader(header.run(), "read_committed", header.source(), header.ends());
        assertThat(differences(records, other))
                .containsExactly("processed: is not of this run's stages, which read read_uncommitted");
    }
}
