package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void theWaitGrowsUpToItsBoundAndNeverIsZero() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        for (int attempt = 0; attempt < 100; attempt++) {
            long ceiling = Math.min(5000, 100L << Math.min(attempt, 20));
            assertThat(backoff.next()).isBetween(1L, ceiling);
        }
        backoff.reset();
        assertThat(backoff.next()).isBetween(1L, 100L);
    }
}
