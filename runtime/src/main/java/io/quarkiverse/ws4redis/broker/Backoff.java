package io.quarkiverse.ws4redis.broker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: exponential with full jitter, as "Exponential Backoff And Jitter" (AWS
 * Architecture Blog, 2015) found to be best for the server that everybody comes back to. Not thread-safe.
 */
final class Backoff {

    private final long min;
    private final long max;
    private int attempts;

    Backoff(Duration min, Duration max) {
        this.min = min.toMillis();
        this.max = max.toMillis();
    }

    /** {@return milliseconds, at least 1} */
    long next() {
        long ceiling = Math.min(max, min << Math.min(attempts++, 20));
        return 1 + ThreadLocalRandom.current().nextLong(Math.max(1, ceiling));
    }

    void reset() {
        attempts = 0;
    }
}
