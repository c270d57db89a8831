package org.guaranteebench.audit.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.readback.FrozenTopic;
import org.guaranteebench.audit.readback.ProcessedReadBack;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.jvm.ParentWatch;

/**
 * The oracle's JVM, which shares nothing with the clients that it judges but the files: reads a topic back at both
 * isolation levels, then judges whatever read-backs the folder holds. Its standard input is a pipe from its parent, with
 * whom it ends.
 *
 * <p>Exit status 0 when the judgements are there; else 1, with one line on standard error that says why.
 */
public final class OracleMain {
    private static final int FAILED = 1;
    private static final String NO_TRANSACTIONAL_ID = "";

    private OracleMain() {}

    /**
     * {@code args}: the twin's folder; to read a topic first, also bootstrap servers, topic, number of partitions, and
     * how many seconds to wait for the topic to come to rest, and for each answer. Where that topic is the input of
     * stages whose notes are the delivery, the isolation level follows at which they read it.
     */
    public static void main(String[] args) {
        ParentWatch.start(() -> {});
        try {
            AuditFolder folder = new AuditFolder(Path.of(args[0]));
            if (args.length > 1) {
                readBack(folder, args);
            }
            Oracle.judge(folder).write(folder.judgements());
        } catch (IOException | IllegalArgumentException e) {
            fail(e.getMessage());
        } catch (RuntimeException e) {
            fail(e.toString());
        }
    }

    private static void fail(String why) {
        System.err.println(why);
        Runtime.getRuntime().halt(FAILED);
    }

    private static void readBack(AuditFolder folder, String... args) throws IOException {
        ForkTarget target = new ForkTarget(args[1], args[2], NO_TRANSACTIONAL_ID);
        Duration patience = Duration.ofSeconds(Long.parseLong(args[4]));
        long run = AuditKey.read(folder.key()).run();
        FrozenTopic topic = FrozenTopic.freeze(target, Integer.parseInt(args[3]), patience);
        for (Isolation isolation : Isolation.values()) {
            topic.readBack(isolation, run, folder.readBack(isolation.toString()));
        }
        if (args.length > 5) {
            Path input = folder.readBack(Isolation.parse(args[5]).toString());
            ProcessedReadBack.write(folder.ledgers(), input, folder.readBack(ProcessedReadBack.NAME));
        }
    }
}
