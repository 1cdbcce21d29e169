package io.quarkiverse.ws4redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsAreAnyTimeUpToALimitThatDoublesUpToTheMost() {
        long[] longest = new long[6];
        for (int run = 0; run < 500; run++) {
            Backoff backoff = new Backoff(100, 1000);
            for (int attempt = 0; attempt < longest.length; attempt++) {
                longest[attempt] = Math.max(longest[attempt], backoff.next(Consequence.BACKOFF));
            }
        }
        assertThat(longest[0]).isBetween(50L, 100L);
        assertThat(longest[1]).isBetween(101L, 200L);
        assertThat(longest[2]).isBetween(201L, 400L);
        assertThat(longest[5]).isBetween(801L, 1000L);
    }

    @Test
    void theFirstTimeAGapIsFilledAtOnceAndThenWithBackoff() {
        long later = LongStream.range(0, 100).map(run -> {
            Backoff backoff = new Backoff(100, 1000);
            assertThat(backoff.next(Consequence.NOW)).isZero();
            return backoff.next(Consequence.NOW);
        }).max().orElseThrow();
        assertThat(later).isPositive();
    }

    @Test
    void aConnectionThatWasLostAtOnceDoesNotMakeTheNextWaitShort() {
        Backoff backoff = new Backoff(100, 1000);
        backoff.next(Consequence.TOKEN);
        backoff.connected();
        assertThat(LongStream.range(0, 50).map(i -> backoff.next(Consequence.TOKEN)).max().orElseThrow()).isPositive();
        backoff.reset();
        assertThat(backoff.next(Consequence.TOKEN)).isZero();
    }
}
