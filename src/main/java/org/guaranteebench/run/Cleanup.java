package org.guaranteebench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.client.Secrets;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.TopicLedger;
import org.guaranteebench.journal.TopicLedger.Entry;
import org.guaranteebench.journal.TopicLedger.Event;

/**
 * Takes away what an interrupted run left on a cluster that is not its own: topics whose ids the run's ledger holds,
 * and nothing else, whatever it is called.
 */
public final class Cleanup {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunFolder folder;
    private final Optional<ClientFile> clientFile;
    private final Secrets secrets;
    private final Consumer<String> out;
    private final Duration patience;

    /** @param out hears a line about everything that is done or left */
    public Cleanup(RunFolder folder, Optional<ClientFile> clientFile, Consumer<String> out) {
        this(folder, clientFile, out, PATIENCE);
    }

    /** @param patience how long any question may go unanswered */
    Cleanup(RunFolder folder, Optional<ClientFile> clientFile, Consumer<String> out, Duration patience) {
        this.folder = folder;
        this.clientFile = clientFile;
        this.secrets = clientFile.map(ClientFile::secrets).orElse(Secrets.NONE);
        this.out = out;
        this.patience = patience;
    }

    /**
     * @return whether nothing of the run is left
     *     <p>Errors: {@link IOException} or {@link IllegalArgumentException} in one line when the cluster cannot be asked,
     *     or is another one.
     */
    public boolean execute() throws IOException {
        Map<String, String> topology = RunInfo.read(folder.runJson()).topology();
        List<Entry> entries = TopicLedger.read(folder.topics());
        if (!"external".equals(topology.get("broker")) && entries.isEmpty()) {
            out.accept("nothing to remove: the brokers of this run were its own and went with it");
            return true;
        }
        List<Entry> remaining = TopicLedger.remaining(entries);
        if (remaining.isEmpty()) {
            out.accept("nothing to remove: all " + created(entries) + " topics of this run are gone");
            return true;
        }
        return Silence.around(() -> ask(topology, remaining));
    }

    private boolean ask(Map<String, String> topology, List<Entry> remaining) throws IOException {
        String bootstrap = topology.get("bootstrap");
        try (TopicAdmin admin = new TopicAdmin(bootstrap, clientFile, patience);
                TopicLedger ledger = TopicLedger.open(folder.topics())) {
            String found = admin.clusterId();
            if (!found.equals(topology.get("cluster.id"))) {
                throw new IllegalArgumentException(
                        folder.path() + ": the run was on cluster " + topology.get("cluster.id") + ", at " + bootstrap
                                + " there is now " + found + "; nothing was removed");
            }
            return remove(admin, ledger, remaining);
        } catch (KafkaException | IllegalStateException e) {
            Throwable cause = e instanceof IllegalStateException && e.getCause() != null ? e.getCause() : e;
            if (cause instanceof AuthenticationException && clientFile.isPresent()) {
                throw new IllegalArgumentException(
                        "--client-config " + clientFile.get().path() + ": the cluster at " + bootstrap + " refuses: "
                                + secrets.hide(Causes.oneLine(cause)));
            }
            throw new IllegalArgumentException(
                    folder.path() + ": the cluster at " + bootstrap + " cannot be asked: "
                            + secrets.hide(Causes.oneLine(e))
                            + clientFile.map(f -> "").orElse("; does it want --client-config FILE?"),
                    e);
        }
    }

    private boolean remove(TopicAdmin admin, TopicLedger ledger, List<Entry> remaining) throws IOException {
        List<String> left = new ArrayList<>();
        for (Entry entry : remaining) {
            if (entry.event() == Event.INTENDED) {
                // Nobody knows whether that topic is the run's: the answer to its creation never came.
                Optional<String> id = admin.topicId(entry.topic());
                if (id.isPresent()) {
                    left.add(entry.topic());
                    out.accept(
                            "left " + entry.topic() + " (" + id.get() + "): this run was about to create a topic of"
                                    + " that name and never heard whether it did; if you know it did, kafka-topics.sh --delete");
                } else {
                    ledger.note(Event.DELETED, entry.topic(), "");
                }
            } else {
                boolean was = admin.delete(entry.id());
                ledger.note(Event.DELETED, entry.topic(), entry.id());
                out.accept((was ? "removed " : "already gone: ") + entry.topic() + " (" + entry.id() + ")");
            }
        }
        if (left.isEmpty()) {
            out.accept("nothing of this run is left");
        }
        return left.isEmpty();
    }

    private static long created(List<Entry> entries) {
        return entries.stream().filter(entry -> entry.event() == Event.CREATED).count();
    }
}
