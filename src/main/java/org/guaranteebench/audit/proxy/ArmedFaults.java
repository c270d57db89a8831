package org.guaranteebench.audit.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults of one proxy, and the one place where requests are counted. Thread-safe. */
final class ArmedFaults {
    private final List<Fault> armed = new CopyOnWriteArrayList<>();

    /** A request that a rule has struck. */
    record Hit(Fault fault, RequestHead request, long nth) {
        boolean swallowsRequest() {
            return fault.rule().action() instanceof Rule.SwallowRequest;
        }

        boolean swallowsResponse() {
            return fault.rule().action() instanceof Rule.SwallowResponse;
        }

        Duration delay() {
            return fault.rule().action() instanceof Rule.DelayResponse delay ? delay.by() : Duration.ZERO;
        }

        boolean closes() {
            return fault.rule().closes();
        }

        void done(int connection, long bytes, String content) {
            fault.fire(connection, request, nth, bytes, content);
        }
    }

    void arm(Fault fault) {
        armed.add(fault);
    }

    void disarm(Fault fault) {
        armed.remove(fault);
    }

    void disarmAll() {
        armed.clear();
    }

    /**
     * Counts the request for every rule that speaks of it; to be called once for each that arrives.
     *
     * @return what is to happen to it; where several rules strike, the one that was armed first has its way
     */
    Optional<Hit> judge(RequestHead request) {
        Hit hit = null;
        for (Fault fault : armed) {
            if (fault.rule().counts(request)) {
                long nth = fault.count();
                if (hit == null && fault.rule().strikes(nth)) {
                    hit = new Hit(fault, request, nth);
                }
            }
        }
        return Optional.ofNullable(hit);
    }
}
