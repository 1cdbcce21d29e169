package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.observe.Pace;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.Vertx;

/**
 * Asks again for the permissions of subscriptions that this node's connections hold, a few at a time and each once, however often
 * something changes before it has its turn. Not in order with the connection's requests, which could hold it up. Thread-safe.
 */
@Singleton
final class Rechecks {

    private static final OperatorLog OPERATOR = OperatorLog.of(Rechecks.class);

    /** A database that is away fails for all connections. */
    private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final SessionIndex index;
    private final Hub hub;
    private final Permissions permissions;
    private final PermissionClock clock;
    private final SubscribeHandler subscriptions;
    private final Metrics metrics;
    private final Throttle throttle;
    private final long patienceNanos;
    private final Pace warnings = new Pace(WARNING_INTERVAL);

    @Inject
    Rechecks(Vertx vertx, SessionIndex index, Hub hub, Permissions permissions, PermissionClock clock,
            SubscribeHandler subscriptions, Metrics metrics, Ws4RedisConfig config) {
        this.vertx = vertx;
        this.index = index;
        this.hub = hub;
        this.permissions = permissions;
        this.clock = clock;
        this.subscriptions = subscriptions;
        this.metrics = metrics;
        this.throttle = new Throttle(config.recheck().concurrency());
        this.patienceNanos = config.recheck().patience().toNanos();
    }

    /** All subscriptions of an identity. */
    void identity(String kind, String pk) {
        clock.changedFor(kind, pk);
        index.identity(kind, pk).forEach(session -> session.run(() -> session(session)));
    }

    /** The subscriptions to these pks of a channel, {@code null} being the channel itself, in whatever facility. */
    void subscribers(String channel, List<String> pks) {
        for (String pk : pks) {
            clock.changed(channel, pk);
            for (String facility : index.facilities()) {
                Topic topic = new Topic(facility, channel, pk);
                hub.forEachSubscriber(topic, subscriber -> add((Session) subscriber, topic));
            }
        }
    }

    /** The subscriptions to anything in a channel. */
    void channel(String channel) {
        clock.changed(channel);
        index.all().forEach(session -> session.run(() -> session.subscriptions().stream()
                .filter(topic -> topic.channel().equals(channel)).forEach(topic -> add(session, topic))));
    }

    /** All subscriptions of all identities of a kind. */
    void kind(String kind) {
        // Answers to others may count as older, too: it is rare, and costs them one question more.
        clock.changedAll();
        index.all().forEach(session -> session.run(() -> {
            if (session.who() != null && session.who().kind().equals(kind)) {
                session(session);
            }
        }));
    }

    /** All subscriptions of this node. */
    void all() {
        clock.changedAll();
        index.all().forEach(session -> session.run(() -> session(session)));
    }

    /** All subscriptions of a connection; on its event loop. */
    void session(Session session) {
        session.subscriptions().forEach(topic -> add(session, topic));
    }

    private void add(Session session, Topic topic) {
        Recheck pending = session.rechecks().get(topic);
        if (pending != null) {
            pending.again();
        } else if (session.subscriptions().contains(topic)) {
            Recheck recheck = new Recheck(this, session, topic);
            session.begin(topic, recheck);
            recheck.ask();
        }
    }

    void revoke(Session session, Topic topic, WireError error, Throwable cause) {
        metrics.revoked();
        subscriptions.revoke(session, topic, error, cause);
    }

    void failed(Throwable cause, Session session, Topic topic) {
        metrics.recheckFailed();
        if (warnings.permits()) {
            OPERATOR.recheckFailed(cause, session.id(), topic, Duration.ofNanos(patienceNanos).toSeconds());
        }
    }

    Throttle throttle() {
        return throttle;
    }

    Permissions permissions() {
        return permissions;
    }

    Metrics metrics() {
        return metrics;
    }

    Vertx vertx() {
        return vertx;
    }

    long patienceNanos() {
        return patienceNanos;
    }
}
