package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.guaranteebench.client.ClusterView;
import org.guaranteebench.client.ClusterView.Replicas;

/**
 * Who leads each level's partition, asked until it is as it should be. One thread.
 *
 * <p>Errors: {@link IOException} in one line that says what was found last, when it does not become so in time.
 */
final class LevelLeaders {
    /** Brokers and clients under load share the machine with whoever asks. */
    private static final long STEP_MILLIS = 20;

    private static final Predicate<List<Leader>> ONE_LEADS_ALL =
            leaders -> leaders.stream().mapToInt(Leader::broker).distinct().count() == 1
                    && leaders.get(0).broker() >= 0;

    /** As the leader itself says it. */
    record Leader(int broker, int epoch) {
        @Override
        public String toString() {
            return "broker " + broker + " in epoch " + epoch;
        }
    }

    private interface Question<T> {
        T ask();
    }

    private final ClusterView view;
    private final List<String> topics;
    private final Duration patience;

    /** @param topics of the levels, of one partition each */
    LevelLeaders(ClusterView view, List<String> topics, Duration patience) {
        this.view = view;
        this.topics = topics;
        this.patience = patience;
    }

    /** Returns when one broker leads all levels: that one, with its epochs, in the order of the topics. */
    List<Leader> awaitOne() throws IOException, InterruptedException {
        return await("one broker leads all levels", this::leaders, ONE_LEADS_ALL);
    }

    /** Returns when other brokers lead all levels, each in a higher epoch. */
    List<Leader> awaitOthers(List<Leader> dead) throws IOException, InterruptedException {
        int broker = dead.get(0).broker();
        String what = "another than broker " + broker + " leads every level";
        // A broker that is dead is not asked for its epochs.
        await(what, this::brokers, now -> now.stream().allMatch(leader -> leader >= 0 && leader != broker));
        return await(what + " in a higher epoch", this::leaders, now -> succeed(now, dead));
    }

    static boolean succeed(List<Leader> now, List<Leader> dead) {
        return IntStream.range(0, dead.size())
                .allMatch(i -> now.get(i).broker() >= 0
                        && now.get(i).broker() != dead.get(i).broker()
                        && now.get(i).epoch() > dead.get(i).epoch());
    }

    /** Returns when every level has so many replicas in sync. */
    void awaitInSync(int copies) throws IOException, InterruptedException {
        await(
                "all replicas are in sync",
                () -> view.replicas(topics),
                replicas -> replicas.stream().allMatch(r -> r.inSync().size() == copies));
    }

    /** Epochs are of those who lead before and after they are asked for. */
    private List<Leader> leaders() {
        List<Integer> before = brokers();
        List<Integer> epochs = view.leaderEpochs(topics);
        List<Integer> after = brokers();
        if (!after.equals(before)) {
            throw new IllegalStateException("leaders changed from " + before + " to " + after);
        }
        return IntStream.range(0, topics.size())
                .mapToObj(i -> new Leader(before.get(i), epochs.get(i)))
                .toList();
    }

    private List<Integer> brokers() {
        return view.replicas(topics).stream().map(Replicas::leader).toList();
    }

    private <T> T await(String what, Question<T> question, Predicate<T> condition)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        String last;
        do {
            try {
                T now = question.ask();
                if (condition.test(now)) {
                    return now;
                }
                last = now.toString();
            } catch (IllegalStateException e) {
                last = String.valueOf(e.getMessage());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        } while (System.nanoTime() - giveUp < 0);
        throw new IOException("not after " + patience.toSeconds() + " s: " + what + "; " + last);
    }
}
