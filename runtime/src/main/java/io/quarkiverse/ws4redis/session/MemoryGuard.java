package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.vertx.core.Vertx;

/**
 * Keeps what waits to be written to all connections of this node together within a bound, at the cost of those for which most
 * waits. It looks again and again at those that lag behind, instead of counting each frame or looking at all: neither fan-out nor
 * idle connections pay for it.
 */
@Singleton
final class MemoryGuard {

    private static final OperatorLog OPERATOR = OperatorLog.of(MemoryGuard.class);
    private static final long INTERVAL_MILLIS = 250;

    private record Waiting(Session session, long bytes) {
    }

    private final Vertx vertx;
    private final Set<Session> lagging = ConcurrentHashMap.newKeySet();
    private final long limit;
    private long timer;

    @Inject
    MemoryGuard(Vertx vertx, Ws4RedisConfig config) {
        this.vertx = vertx;
        this.limit = config.limits().totalOutboundBuffer().asLongValue();
    }

    void start() {
        timer = vertx.setPeriodic(INTERVAL_MILLIS, t -> check());
    }

    /** In dev mode, Vert.x outlives the application. */
    void stop() {
        vertx.cancelTimer(timer);
    }

    /** Something waits to be written to a connection though it has been flushed; from its event loop, as often as that is so. */
    void lags(Session session) {
        lagging.add(session);
    }

    private void check() {
        List<Waiting> all = new ArrayList<>();
        long sum = 0;
        for (Session session : lagging) {
            long bytes = session.waitingBytes();
            if (bytes > 0) {
                sum += bytes;
                all.add(new Waiting(session, bytes));
            } else {
                forget(session);
            }
        }
        if (sum > limit) {
            close(all, sum);
        }
    }

    private void forget(Session session) {
        lagging.remove(session);
        // It may have fallen behind again, and have said so, after it was looked at.
        if (session.waitingBytes() > 0) {
            lagging.add(session);
        }
    }

    private void close(List<Waiting> all, long waiting) {
        all.sort(Comparator.comparingLong(Waiting::bytes).reversed());
        long sum = waiting;
        int closed = 0;
        while (sum > limit && closed < all.size()) {
            Waiting most = all.get(closed++);
            sum -= most.bytes();
            most.session().run(most.session()::slowConsumer);
        }
        OPERATOR.tooMuchWaits(waiting, closed);
    }
}
