package io.quarkiverse.ws4redis.client;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Exponential back-off with full jitter: any time between nothing and the limit, which doubles. */
final class Backoff {

    /** A connection that has lasted so long was a good one: the next wait is a short one. */
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SPREAD_MILLIS = 2000;

    private final long baseMillis;
    private final long maxMillis;
    private int attempts;
    private boolean connected;
    private long connectedAt;

    Backoff(long baseMillis, long maxMillis) {
        this.baseMillis = baseMillis;
        this.maxMillis = maxMillis;
    }

    /** A connection is ready. */
    void connected() {
        connected = true;
        connectedAt = System.nanoTime();
    }

    /** The next attempt is as good as the first: something has changed. */
    void reset() {
        attempts = 0;
    }

    /** {@return how long to wait now, in milliseconds; to be called once for each attempt} */
    long next(Consequence consequence) {
        if (connected && System.nanoTime() - connectedAt >= STABLE_NANOS) {
            attempts = 0;
        }
        connected = false;
        boolean first = attempts == 0;
        long limit = Math.min(maxMillis, baseMillis << Math.min(attempts++, 20));
        if (first && (consequence == Consequence.NOW || consequence == Consequence.TOKEN)) {
            return 0;
        }
        return ThreadLocalRandom.current().nextLong(1 + (first && consequence == Consequence.SPREAD ? SPREAD_MILLIS : limit));
    }
}
