package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.audit.availability.Recovery;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.grid.Cell;

/** Scenarios without a fault: whatever happens to their records, or to the brokers, happens in a test's own words. */
final class Plays {
    static final int PARTITIONS = 2;

    private Plays() {}

    /** What a test does in place of, or beside, sending. */
    interface Deed {
        FaultEvidence happen(Scene scene, String topic) throws IOException, InterruptedException;
    }

    /** The weak twin claims to have sent its first ten records. */
    static Scenario losing(String name) {
        return scenario(
                name,
                10,
                (scene, topic) -> FaultEvidence.proven("ten were never sent"),
                0,
                (scene, topic) -> FaultEvidence.proven("all were sent"));
    }

    /**
     * @param unsent how many of the first records the weak twin notes as acknowledged and never sends
     * @param weak what happens before it sends the others
     */
    static Scenario scenario(String name, int unsent, Deed weak, int strongUnsent, Deed strong) {
        Expectation expectation = new Expectation(name, Set.of(Counter.LOST), Set.of(), Set.of(Counter.LOST));
        record Sending(String words, int unsent, Deed deed) implements Script {
            @Override
            public Cell cell() {
                return Cell.of("1", "false", "none", "read_uncommitted");
            }

            @Override
            public String decisive() {
                return "read_uncommitted";
            }

            @Override
            public Played play(Scene scene) throws IOException, InterruptedException {
                String topic = scene.named("in");
                scene.createTopic(topic, PARTITIONS);
                FaultEvidence evidence = deed.happen(scene, topic);
                send(scene, topic, unsent);
                return new Played(topic, PARTITIONS, Optional.empty(), OptionalLong.empty(), evidence);
            }
        }
        return new Scenario() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String fault() {
                return "records that are never sent";
            }

            @Override
            public Expectation expectation() {
                return expectation;
            }

            @Override
            public Script weak() {
                return new Sending("claims more than it sends", unsent, weak);
            }

            @Override
            public Script strong() {
                return new Sending("sends what it claims", strongUnsent, strong);
            }
        };
    }

    private static void send(Scene scene, String topic, int unsent) throws IOException, InterruptedException {
        AuditKey key = AuditKey.read(scene.folder().key());
        PayloadCodec codec = new PayloadCodec(key);
        int incarnation = scene.nextIncarnation();
        try (LedgerWriter ledger = LedgerWriter.create(
                        scene.folder().ledger(incarnation), LedgerHeader.of(key.run(), incarnation, Role.SOURCE));
                Producer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", scene.brokers().bootstrap(), "linger.ms", "0"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < scene.records(); i++) {
                AuditRecord record = AuditRecord.plain(key.run(), 0, incarnation, i);
                byte[] value = new byte[PayloadCodec.BYTES];
                codec.write(record, value);
                ledger.intent(record);
                if (i >= unsent) {
                    producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, value))
                            .get();
                }
                ledger.acked(record, i % PARTITIONS, -1);
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().toString(), e);
        }
    }

    /** A listener that remembers. */
    static final class Heard implements AuditListener {
        final List<String> phases = new ArrayList<>();
        final List<String> warnings = new ArrayList<>();
        final List<Observation> twins = new ArrayList<>();
        final List<Recovery> recoveries = new ArrayList<>();
        final List<Ruling> rulings = new ArrayList<>();

        @Override
        public void phase(String what) {
            phases.add(what);
        }

        @Override
        public void warning(String text) {
            warnings.add(text);
        }

        /** Without that somebody else measures on this machine, as another test may. */
        List<String> ownWarnings() {
            return warnings.stream()
                    .filter(text -> !text.contains("another run of this suite"))
                    .toList();
        }

        @Override
        public void observed(Observation twin, int number, int total) {
            twins.add(twin);
        }

        @Override
        public void ruled(Ruling ruling) {
            rulings.add(ruling);
        }

        @Override
        public void recovered(List<Recovery> levels) {
            recoveries.addAll(levels);
        }
    }
}
