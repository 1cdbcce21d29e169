package io.quarkiverse.ws4redis.outbox;

import java.time.Duration;

/**
 * Redis works and takes no messages, because its memory is full for example: for how long it is left in peace, longer each time,
 * until it takes one. Thread-safe.
 */
final class Setback {

    private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private volatile int count;
    private long end;

    /** Redis has not taken a message. */
    synchronized void add() {
        long now = System.nanoTime();
        if (count == 0 || now - end >= 0) {
            end = now + Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(count, 16));
            count++;
        }
    }

    /** Redis has taken a message. */
    void end() {
        if (isOn()) {
            synchronized (this) {
                count = 0;
            }
        }
    }

    /** {@return whether Redis did not take what it was given last} */
    boolean isOn() {
        return count > 0;
    }

    /** {@return whether it is too early to try again} */
    synchronized boolean lasts() {
        return isOn() && System.nanoTime() - end < 0;
    }
}
