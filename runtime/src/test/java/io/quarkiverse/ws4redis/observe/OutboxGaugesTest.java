package io.quarkiverse.ws4redis.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxGaugesTest {

    private final OutboxGauges gauges = new OutboxGauges();

    @Test
    void nobodyLooksIntoTheOutboxForNobody() {
        assertThat(gauges.isWatched()).isFalse();
        gauges.published();
        gauges.holds(1, 0, 0);
        assertThat(gauges.isWatched()).isFalse();
    }

    @Test
    void whatWasSeenBeforeSomebodyAskedIsToldAsLongAsItIsNew() {
        gauges.holds(3, 0, 0);
        assertThat(gauges.waiting()).isEqualTo(3);
    }

    @Test
    void whoAsksIsToldWhatWasSeenLastAndHasItSeenAgain() {
        assertThat(gauges.waiting()).isZero();
        assertThat(gauges.isWatched()).isTrue();
        gauges.holds(3, 0, 0);
        assertThat(gauges.waiting()).isEqualTo(3);
    }
}
