package io.quarkiverse.ws4redis.session;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.hub.Catchup;
import io.quarkiverse.ws4redis.hub.Catchup.Recovery;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;

/** How a connection comes into a topic, and what it is told then: with history, where it is and what it missed. */
@Singleton
final class Entrance {

    /** For a topic without history, where nothing can be recovered. */
    private static final Catchup NO_HISTORY = new Catchup(null, Recovery.NOT_ASKED, List.of());
    private static final Catchup NOTHING_TO_RECOVER = new Catchup(null, Recovery.INCOMPLETE, List.of());

    private final Hub hub;
    private final HistoryPolicy policy;
    private final Metrics metrics;

    @Inject
    Entrance(Hub hub, HistoryPolicy policy, Metrics metrics) {
        this.hub = hub;
        this.policy = policy;
        this.metrics = metrics;
    }

    /**
     * On the session's event loop, where the result arrives too, and at once has to be {@link #announce announced}.
     *
     * @param from the position up to which the client has everything; {@code null} if it begins now
     */
    Future<Catchup> join(Session session, Topic topic, Position from) {
        Retention retention = policy.of(topic.channel());
        if (retention == null) {
            return hub.join(session.out(), topic).map(from == null ? NO_HISTORY : NOTHING_TO_RECOVER);
        }
        return hub.join(session.out(), topic, retention, from);
    }

    /** The subscription counts: the acknowledgement, then what was missed, then whether that is all. */
    void announce(Session session, Topic topic, Catchup catchup) {
        session.subscriptions().add(topic);
        int held = session.subscriptions().size();
        Position position = catchup.position();
        session.send(position == null
                ? Frames.subscribed(topic.channel(), topic.pk(), held)
                : Frames.subscribed(topic.channel(), topic.pk(), held, position));
        if (catchup.recovery() != Recovery.NOT_ASKED) {
            boolean complete = catchup.recovery() == Recovery.COMPLETE;
            metrics.recovered(complete);
            catchup.writeTo(session.out());
            session.send(Frames.recovered(topic.channel(), topic.pk(), complete, position));
        }
    }
}
