package io.quarkiverse.ws4redis.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** The wish for a channel's messages, and how far it has been fulfilled; over all connections. */
final class Subscription {

    /** What a request asks for. */
    record Entry(Address address, Optional<Position> recover) {
    }

    private static final String WHOLE = "";

    final String channel;
    final String pk;
    /** Whether the server gives it without being asked. */
    final boolean given;
    final Events<ChannelEvent<JsonNode>> events;
    /** One, {@link #WHOLE}; a channel subscribed to without a pk has one more for each pk that the server grants. */
    private final Map<String, Recovery> recoveries = new LinkedHashMap<>();
    private volatile ChannelStatus status = ChannelStatus.IDLE;
    private boolean wanted;
    private boolean acknowledged;
    private int leaving;
    private Promise<Void> answer;

    Subscription(Loop loop, String channel, String pk, boolean given) {
        this.channel = channel;
        this.pk = pk;
        this.given = given;
        this.events = new Events<>(loop);
    }

    /** From any thread. */
    ChannelStatus status() {
        return status;
    }

    boolean isWanted() {
        return wanted;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    /** {@return what is said instead of the events that somebody is too slow for} */
    ChannelEvent<JsonNode> overflow() {
        return new ChannelEvent.Reload<>(Optional.ofNullable(recoveries.get(WHOLE)).flatMap(Recovery::position),
                Optional.ofNullable(pk));
    }

    /** The application wants it. {@code since} may be null. {@return what settles with the server's first answer} */
    Future<Void> want(Position since) {
        if (!wanted || since != null && !acknowledged) {
            wanted = true;
            begin(since);
            status = ChannelStatus.SUBSCRIBING;
        }
        if (answer == null) {
            answer = Promise.promise();
            if (status == ChannelStatus.SUBSCRIBED) {
                answer.complete();
            }
        }
        return answer.future();
    }

    /** Forgets where the application was, or takes its word for it. */
    void begin(Position since) {
        recoveries.clear();
        recoveries.put(WHOLE, new Recovery(since));
    }

    /** What to ask the server for; from then on it is expected to be answered. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        recoveries.forEach((key, recovery) -> entries
                .add(new Entry(new Address(channel, key.equals(WHOLE) ? pk : key), recovery.start())));
        // The whole channel last: what it grants anew, with everything that is recovered already there.
        entries.sort(Comparator.comparing(entry -> entry.address().pk() == null));
        return entries;
    }

    void granted() {
        acknowledged = true;
        status = ChannelStatus.SUBSCRIBED;
        if (answer != null) {
            answer.tryComplete();
        }
    }

    /** {@code refusedPk} may be null. */
    void refused(Ws4RedisException error, String refusedPk) {
        recoveries.remove(keyOf(refusedPk));
        if (recoveries.isEmpty() || refusedPk == null || refusedPk.equals(pk)) {
            // Before whoever waits for the answer, and looks, is told.
            status = ChannelStatus.REFUSED;
            stop(error);
        }
        events.emit(new ChannelEvent.Refused<>(error, Optional.ofNullable(refusedPk)));
    }

    /** The server cannot say whether it is permitted: it is asked again. */
    void uncertain() {
        acknowledged = false;
        status = ChannelStatus.SUBSCRIBING;
    }

    /** The connection is lost. */
    void suspended() {
        leaving = 0;
        if (wanted) {
            status = ChannelStatus.SUBSCRIBING;
        }
    }

    /** There will be no connection, unless the application wishes for one again. */
    void ended(Ws4RedisException error) {
        if (answer != null) {
            answer.tryFail(error);
            answer = null;
        }
    }

    /** The application does not want it any more. {@code confirmed} settles when the server has answered to that. */
    void leave(Future<?> confirmed) {
        leaving++;
        confirmed.onComplete(result -> leaving = Math.max(0, leaving - 1));
        status = ChannelStatus.IDLE;
        stop(Ws4RedisException.of(Ws4RedisException.Reason.ENDED, "unsubscribed"));
    }

    void frame(Frame frame) {
        if (!wanted) {
            return;
        }
        switch (frame.name()) {
            case "" -> message(frame);
            case "subscribed" -> subscribed(frame);
            case "recovered" -> recovered(frame);
            case "joined" -> events.emit(new ChannelEvent.Joined<>(frame.member(), frame.version(), frame.pk()));
            case "left" -> events.emit(new ChannelEvent.Left<>(frame.member(), frame.version(), frame.pk()));
            case "unsubscribed" -> {
                // After an error that has said why, it says nothing new.
                if (leaving == 0 && acknowledged && recoveries.containsKey(keyOf(frame.pk().orElse(null)))) {
                    refused(Ws4RedisException.server(403, "the server has ended the subscription"), frame.pk().orElse(null));
                }
            }
            default -> {
                // A name of a later version of the protocol.
            }
        }
    }

    private void subscribed(Frame frame) {
        Recovery recovery = recovery(frame);
        boolean missing = recovery.subscribed(frame);
        if (acknowledged) {
            granted();
        }
        events.emit(new ChannelEvent.Subscribed<>(recovery.position(), frame.pk()));
        if (missing) {
            events.emit(new ChannelEvent.Reload<>(recovery.position(), frame.pk()));
        }
    }

    private void recovered(Frame frame) {
        Recovery recovery = recovery(frame);
        if (recovery.recovered(frame)) {
            events.emit(new ChannelEvent.Reload<>(recovery.position(), frame.pk()));
        }
    }

    private void message(Frame frame) {
        Recovery recovery = recoveries.get(keyOf(frame.pk().orElse(null)));
        Recovery.Step step = recovery == null ? Recovery.Step.NEXT : recovery.message(frame.offset());
        step.missingBefore().ifPresent(before -> events.emit(new ChannelEvent.Reload<>(Optional.of(before), frame.pk())));
        if (step.fresh()) {
            Optional<Position> position = recovery == null ? Optional.empty() : recovery.position();
            events.emit(new ChannelEvent.Message<>(frame.message(), position, frame.pk()));
        }
    }

    private Recovery recovery(Frame frame) {
        return recoveries.computeIfAbsent(keyOf(frame.pk().orElse(null)), key -> new Recovery(null));
    }

    private String keyOf(String framePk) {
        return framePk == null || given || pk != null ? WHOLE : framePk;
    }

    private void stop(Ws4RedisException error) {
        wanted = false;
        acknowledged = false;
        ended(error);
    }
}
