package io.quarkiverse.ws4redis.interop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets somebody speak once in a while only. Thread-safe. */
final class Pace {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(30);

    private final AtomicLong last = new AtomicLong(System.nanoTime() - INTERVAL);

    boolean permits() {
        long before = last.get();
        long now = System.nanoTime();
        return now - before >= INTERVAL && last.compareAndSet(before, now);
    }
}
