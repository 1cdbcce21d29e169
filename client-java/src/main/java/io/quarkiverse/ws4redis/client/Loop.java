package io.quarkiverse.ws4redis.client;

import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/** The event loop of a client: all its state is touched there and nowhere else. */
final class Loop {

    /** What may still be called off. */
    interface Timer {

        Timer NONE = () -> {
        };

        void cancel();
    }

    private static final int PAUSE_MILLIS = 1000;

    private final Vertx vertx;
    private final Context context;

    /** One of its own, not that of whoever makes the client. */
    Loop(Vertx vertx) {
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    /** Runs a task there, after all that were given before. From any thread. */
    void run(Runnable task) {
        context.runOnContext(v -> task.run());
    }

    /** On the loop. */
    Timer after(long millis, Runnable task) {
        long id = vertx.setTimer(Math.max(1, millis), t -> task.run());
        return () -> vertx.cancelTimer(id);
    }

    /** On the loop. For what the server could not do at the moment: in half a second to one and a half, not all at once. */
    void afterPause(Runnable task) {
        after(PAUSE_MILLIS / 2 + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS), task);
    }

    /** On the loop. */
    Timer every(long millis, Runnable task) {
        long id = vertx.setPeriodic(Math.max(1, millis), t -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
