package io.quarkiverse.ws4redis.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.observe.Pace;

/**
 * Tells the operator of messages that went out long after their commit: once in a while, because after an outage they are many.
 * Thread-safe.
 */
final class Latecomers {

    private static final OperatorLog OPERATOR = OperatorLog.of(Latecomers.class);

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final long overdueMillis;
    private final Pace pace = new Pace(INTERVAL);
    private int untold;
    private long longestMillis;

    Latecomers(Duration overdue) {
        overdueMillis = overdue.toMillis();
    }

    /** These have gone out. */
    synchronized void add(Collection<OutboxRow> sent) {
        long now = System.currentTimeMillis();
        List<Long> late = sent.stream().map(row -> now - row.createdAt).filter(age -> age > overdueMillis).toList();
        if (late.isEmpty()) {
            return;
        }
        untold += late.size();
        longestMillis = Math.max(longestMillis, late.stream().mapToLong(age -> age).max().getAsLong());
        if (pace.permits()) {
            OPERATOR.outboxLate(untold, TimeUnit.MILLISECONDS.toSeconds(longestMillis));
            untold = 0;
            longestMillis = 0;
        }
    }
}
