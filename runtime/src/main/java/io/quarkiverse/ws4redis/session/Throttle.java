package io.quarkiverse.ws4redis.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.vertx.core.Future;

/** Lets so many things happen at the same time; the others wait for their turn. Thread-safe. */
final class Throttle {

    private final Queue<Supplier<Future<Void>>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger free;

    Throttle(int concurrency) {
        this.free = new AtomicInteger(concurrency);
    }

    /** Lets something happen in its turn, on any thread; it ends when its future does, and must not throw. */
    void add(Supplier<Future<Void>> task) {
        waiting.add(task);
        next();
    }

    private void next() {
        // Looked at again after a turn is given back: who added something meanwhile found none.
        while (!waiting.isEmpty() && take()) {
            Supplier<Future<Void>> task = waiting.poll();
            if (task == null) {
                free.incrementAndGet();
            } else {
                task.get().onComplete(result -> {
                    free.incrementAndGet();
                    next();
                });
            }
        }
    }

    private boolean take() {
        return free.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
}
