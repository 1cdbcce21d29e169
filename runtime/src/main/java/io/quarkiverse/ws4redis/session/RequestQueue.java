package io.quarkiverse.ws4redis.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.vertx.core.Future;

/**
 * Handles a connection's requests one after the other, with a bound on those that wait for their turn and on those that wait
 * for their answer. Everything on the connection's event loop.
 */
final class RequestQueue {

    private final Queue<Supplier<Future<Void>>> waiting = new ArrayDeque<>(2);
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Executor loop;
    private final int limit;
    private boolean busy;
    private boolean closed;
    private volatile Runnable onIdle;

    RequestQueue(Executor loop, int limit) {
        this.loop = loop;
        this.limit = limit;
    }

    boolean isFull() {
        return waiting.size() >= limit;
    }

    /** Lets something happen when everything before has; it ends when its future does, and must not throw. */
    void add(Supplier<Future<Void>> task) {
        waiting.add(task);
        next();
    }

    /** What is handled waits for this answer; not too many may. */
    void await(Future<?> answer) {
        unanswered.incrementAndGet();
        answer.onComplete(result -> {
            if (unanswered.getAndDecrement() == limit || onIdle != null) {
                loop.execute(this::next);
            }
        });
    }

    /** Lets something happen once all that was added has ended and has its answer. */
    void whenIdle(Runnable task) {
        onIdle = task;
        next();
    }

    /** Nothing is handled any more. */
    void close() {
        closed = true;
        waiting.clear();
    }

    private void next() {
        while (!busy && !closed && !waiting.isEmpty() && unanswered.get() < limit) {
            busy = true;
            Future<Void> done = waiting.poll().get();
            if (done.isComplete()) {
                busy = false;
            } else {
                done.onComplete(v -> loop.execute(() -> {
                    busy = false;
                    next();
                }));
            }
        }
        if (onIdle != null && !busy && waiting.isEmpty() && unanswered.get() == 0) {
            Runnable task = onIdle;
            onIdle = null;
            task.run();
        }
    }
}
