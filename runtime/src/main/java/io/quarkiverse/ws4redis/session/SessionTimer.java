package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.time.Instant;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The one thing that a session waits for: its credentials' arrival, or their end. Not thread-safe. */
final class SessionTimer {

    private static final long NONE = -1;

    /** Longer than any connection lasts, and short enough to be counted in milliseconds. */
    private static final Duration FAR = Duration.ofDays(3650);

    private final Vertx vertx;
    private final Context context;
    private long timer = NONE;

    SessionTimer(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    /** Runs a task so long before an instant, whatever instant that is: {@code early} may be zero. */
    void before(Instant when, Duration early, Runnable task) {
        after(Duration.between(Instant.now(), when).minus(early), task);
    }

    void after(Duration delay, Runnable task) {
        cancel();
        // Vert.x has no timer of less than a millisecond, and what is overdue is due now.
        long millis = delay.isNegative() ? 1 : Math.max(1, (delay.compareTo(FAR) < 0 ? delay : FAR).toMillis());
        long id = vertx.setTimer(millis, fired -> context.runOnContext(v -> {
            if (timer == fired) {
                timer = NONE;
                task.run();
            }
        }));
        timer = id;
    }

    void cancel() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }
}
