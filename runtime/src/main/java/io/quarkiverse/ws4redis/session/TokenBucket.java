package io.quarkiverse.ws4redis.session;

/** A token bucket: {@code burst} requests at once, {@code rate} a second in the long run. Not thread-safe. */
final class TokenBucket {

    private final double perNano;
    private final double burst;
    private double tokens;
    private long last;

    TokenBucket(int rate, int burst, long now) {
        this.perNano = rate / 1e9;
        this.burst = burst;
        this.tokens = burst;
        this.last = now;
    }

    /** {@return whether a request may pass now; {@code now} as of {@link System#nanoTime()}} */
    boolean tryTake(long now) {
        tokens = Math.min(burst, tokens + (now - last) * perNano);
        last = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
