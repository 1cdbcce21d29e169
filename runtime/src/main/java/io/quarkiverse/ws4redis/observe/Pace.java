package io.quarkiverse.ws4redis.observe;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets somebody speak once in a while only. Thread-safe. */
public final class Pace {

    private final long intervalNanos;
    private final AtomicLong last;

    /** At most once in so long. */
    public Pace(Duration interval) {
        intervalNanos = interval.toNanos();
        last = new AtomicLong(System.nanoTime() - intervalNanos);
    }

    /** {@return whether it is time again; true once} */
    public boolean permits() {
        long before = last.get();
        long now = System.nanoTime();
        return now - before >= intervalNanos && last.compareAndSet(before, now);
    }
}
