package org.guaranteebench.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What was decided before anything was measured: docs/PROOF.md says why. A change makes a different proof. */
public final class ProofDesign {
    /** Independent: each has brokers of its own. */
    public static final int SESSIONS = 30;

    /** Of six to eight, at which intervals cover 96.9, 95.3 and 96.1 %, the number that is nearest to what they say. */
    public static final int BLOCKS = 7;

    /** All seeds come from it. The digits of Euler's number behind those that a reference run has. */
    private static final long FIRST_SEED = 281828459045L;

    /** Sizes of the slowdowns, in per cent of what is slowed. */
    public static final List<Integer> SIZES = List.of(5, 10);

    /** Of {@link BusyWork} per record in the arm that others are compared with: about a millisecond. */
    public static final long UNITS = 600_000;

    /**
     * Of the arms with work, ms: what the brokers have to do is then small, and about the same whatever the sender does, so
     * that a slower one does not find a quieter machine.
     */
    public static final int WORK_LINGER_MS = 100;

    /** By which the proxy delays every answer in the arm that others are compared with, us. No multiple of the linger. */
    public static final long DELAY_US = 11_300;

    /** By which it delays them more for each per cent, us: a hundredth of the p50 that is expected, 19 ms. */
    private static final long DELAY_US_PER_CENT = 190;

    /** Of the arms behind the proxy, records/s: half of what users' arms have, which leaves the machine idle time. */
    public static final long DELAYED_RATE = 5_000;

    /**
     * What the brokers' JVMs are told: compiled by C1 they are as fast after seconds as they will be. In {@code
     * kgb.broker.jvm}.
     */
    public static final String BROKER_JVM = "-XX:TieredStopAtLevel=1";

    /** With so many requests in flight none waits for the answer to another. */
    public static final int DELAYED_IN_FLIGHT = 50;

    /** Of each of the two arms that are measured one after the other. */
    public static final int NAIVE_FORKS = 3;

    private ProofDesign() {}

    public static long units(int percent) {
        return UNITS + UNITS * percent / 100;
    }

    /** us. */
    public static long delay(int percent) {
        return DELAY_US + DELAY_US_PER_CENT * percent;
    }

    /**
     * Of a session: what draws the order of its arms.
     *
     * @param session from 1
     */
    public static long seed(int session) {
        return seeds(session).get(session - 1);
    }

    /** The first so many; more do not change those before them. From 0 to 999,999, to be typed. */
    static List<Long> seeds(int count) {
        SplittableRandom random = new SplittableRandom(FIRST_SEED);
        List<Long> seeds = new ArrayList<>();
        while (seeds.size() < count) {
            long seed = random.nextLong(1_000_000);
            if (!seeds.contains(seed)) {
                seeds.add(seed);
            }
        }
        return seeds;
    }
}
