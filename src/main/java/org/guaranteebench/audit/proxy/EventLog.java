package org.guaranteebench.audit.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What happened at one proxy, in the order of time. Append-only. Thread-safe. */
final class EventLog {
    private final List<ProxyEvent> events = new ArrayList<>();

    synchronized <E extends ProxyEvent> E add(Function<ProxyEvent.Moment, E> event) {
        E added = event.apply(ProxyEvent.Moment.now());
        events.add(added);
        return added;
    }

    synchronized List<ProxyEvent> all() {
        return List.copyOf(events);
    }
}
