package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.time.Instant;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The one thing that a session waits for: its credentials' arrival, or their end. Not thread-safe. */
final class SessionTimer {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Context context;
    private long timer = NONE;

    SessionTimer(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    void at(Instant when, Runnable task) {
        after(Duration.between(Instant.now(), when), task);
    }

    void after(Duration delay, Runnable task) {
        cancel();
        // Vert.x has no timer of less than a millisecond, and what is overdue is due now.
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> context.runOnContext(v -> {
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
