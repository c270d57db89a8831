package org.guaranteebench.audit.proxy;

import java.time.Instant;

/** One line of a proxy's evidence: what was done to the traffic, and when. Immutable. */
public sealed interface ProxyEvent {
    Moment at();

    /**
     * @param nanos of {@link System#nanoTime()}, to be compared with others of this JVM
     * @param wall to be compared with the logs of others
     */
    record Moment(long nanos, Instant wall) {
        static Moment now() {
            return new Moment(System.nanoTime(), Instant.now());
        }
    }

    /**
     * A rule has done what it says to one request or its response. It is written when that is over: when the frame was
     * read to its end and thrown away, or handed on after its delay. A swallowed response proves that the broker had
     * answered the request; whether it had done what it was asked, the response says.
     *
     * @param connection number of the connection, from 1 on in the order in which they were accepted
     * @param nth the request's number in the rule's own count
     * @param bytes of the frame that was swallowed or delayed, its length included
     * @param content of a response that was swallowed, without its length, in hex; empty for all else, and for one that
     *     is too long to be kept
     */
    record Fired(Moment at, int connection, Rule rule, RequestHead request, long nth, long bytes, String content)
            implements ProxyEvent {}

    /**
     * From now on nothing passes.
     *
     * @param closing whether connections are closed, or fall silent
     * @param connections that were open
     */
    record Cut(Moment at, boolean closing, int connections) implements ProxyEvent {}

    /**
     * New connections pass again.
     *
     * @param connections that met the cut, whether they were open when it came or were attempted during it
     * @param bytes that were sent into it, both ways, and are lost
     */
    record Healed(Moment at, int connections, long bytes) implements ProxyEvent {}

    /**
     * A connection ended for a reason that no rule gave: no upstream, or bytes that are not Kafka's protocol. An audit
     * with such an event has something to explain. Peers that come and go leave none.
     *
     * @param connection 0 when none came about
     */
    record Broken(Moment at, int connection, String reason) implements ProxyEvent {}
}
