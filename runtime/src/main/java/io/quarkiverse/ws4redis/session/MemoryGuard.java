package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.LimitsConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.vertx.core.Vertx;

/**
 * Keeps what waits to be written to all connections of this node together within a bound, at the cost of those for which most
 * waits. It looks again and again instead of counting each frame: fan-out must not pay for it.
 */
@Singleton
final class MemoryGuard {

    private static final OperatorLog OPERATOR = OperatorLog.of(MemoryGuard.class);
    private static final long INTERVAL_MILLIS = 250;
    private static final int QUIET_CHECKS = 4;

    private record Waiting(Session session, long bytes) {
    }

    private final Vertx vertx;
    private final SessionIndex index;
    private final long limit;
    private final long limitPerConnection;
    private int checks;
    private boolean isHigh;

    @Inject
    MemoryGuard(Vertx vertx, SessionIndex index, Ws4RedisConfig config) {
        LimitsConfig limits = config.limits();
        this.vertx = vertx;
        this.index = index;
        this.limit = limits.totalOutboundBuffer().asLongValue();
        this.limitPerConnection = limits.outboundBuffer().asLongValue();
    }

    void start() {
        vertx.setPeriodic(INTERVAL_MILLIS, t -> check());
    }

    private void check() {
        // A look at all connections of a node that is far from its bound is needed less often.
        if (!isHigh && ++checks % QUIET_CHECKS != 0) {
            return;
        }
        // As many as cannot exceed the bound together need not be looked at.
        if (index.all().size() * limitPerConnection <= limit) {
            return;
        }
        List<Waiting> all = new ArrayList<>();
        long sum = 0;
        for (Session session : index.all()) {
            long bytes = session.out().waitingBytes();
            if (bytes > 0) {
                sum += bytes;
                all.add(new Waiting(session, bytes));
            }
        }
        isHigh = sum > limit / 4;
        if (sum > limit) {
            close(all, sum);
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
