package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Presence;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.NodeState;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.security.ConnectionLimit;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Sends a node's clients to the other nodes: no connection is accepted any more, and those that are open are closed one
 * after the other, each when its requests have been answered, so that they do not all arrive at the others at once.
 */
@Singleton
final class Drain {

    private static final OperatorLog OPERATOR = OperatorLog.of(Drain.class);

    /** What requests that are still being handled, and clients that do not answer a close, may cost. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final SessionIndex index;
    private final ConnectionLimit connections;
    private final Presence presence;
    private final NodeState state;
    private final Duration duration;

    @Inject
    Drain(Vertx vertx, SessionIndex index, ConnectionLimit connections, Presence presence, NodeState state,
            Ws4RedisConfig config) {
        this.vertx = vertx;
        this.index = index;
        this.connections = connections;
        this.presence = presence;
        this.state = state;
        this.duration = LaunchMode.current() == LaunchMode.DEVELOPMENT ? Duration.ZERO : config.drain().duration();
    }

    /** Drains the node; blocks until that is done, for so long as is configured and a few seconds at the most. */
    void run() {
        state.end();
        connections.refuseAll();
        List<Session> sessions = new ArrayList<>(index.all());
        if (sessions.isEmpty()) {
            return;
        }
        OPERATOR.draining(sessions.size(), duration);
        Future<Void> empty = index.whenEmpty();
        await(presence.handOver(), PATIENCE);
        closeOneByOne(sessions);
        if (!await(empty, duration.plus(PATIENCE))) {
            index.all().forEach(session -> session.run(() -> session.close(CloseCode.RESTART)));
            if (!await(empty, PATIENCE)) {
                OPERATOR.connectionsCut(index.all().size());
            }
        }
    }

    private void closeOneByOne(List<Session> sessions) {
        Collections.shuffle(sessions);
        double step = (double) duration.toMillis() / sessions.size();
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            // Somewhere within its part of the time, for Vert.x a millisecond at the least.
            long delay = 1 + (long) (step * (i + ThreadLocalRandom.current().nextDouble()));
            vertx.setTimer(delay, t -> session.run(() -> session.finish(CloseCode.RESTART)));
        }
    }

    private static boolean await(Future<Void> done, Duration limit) {
        try {
            done.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
