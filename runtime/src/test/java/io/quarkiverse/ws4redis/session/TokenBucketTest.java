package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aBurstPassesThenTheRate() {
        TokenBucket bucket = new TokenBucket(2, 3, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.tryTake(0)).isTrue();
        }
        assertThat(bucket.tryTake(0)).isFalse();
        assertThat(bucket.tryTake(SECOND / 2)).isTrue();
        assertThat(bucket.tryTake(SECOND / 2)).isFalse();
    }

    @Test
    void quietTimeFillsItNoFurtherThanTheBurst() {
        TokenBucket bucket = new TokenBucket(100, 2, 0);
        assertThat(bucket.tryTake(60 * SECOND)).isTrue();
        assertThat(bucket.tryTake(60 * SECOND)).isTrue();
        assertThat(bucket.tryTake(60 * SECOND)).isFalse();
    }

    @Test
    void violationsCountWithinAMinute() {
        Violations violations = new Violations(2);
        assertThat(violations.add(0)).isFalse();
        assertThat(violations.add(61 * SECOND)).isFalse();
        assertThat(violations.add(62 * SECOND)).isTrue();
    }
}
