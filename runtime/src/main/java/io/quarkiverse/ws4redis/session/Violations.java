package io.quarkiverse.ws4redis.session;

import java.util.concurrent.TimeUnit;

/** Counts how often a connection exceeded limits within the current minute. Not thread-safe. */
final class Violations {

    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final int limit;
    private long windowStart;
    private int count;

    Violations(int limit) {
        this.limit = limit;
    }

    /** {@return whether this one was one too many} */
    boolean add(long now) {
        if (count == 0 || now - windowStart > WINDOW) {
            windowStart = now;
            count = 0;
        }
        return ++count >= limit;
    }
}
