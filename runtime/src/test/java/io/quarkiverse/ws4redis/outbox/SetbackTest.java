package io.quarkiverse.ws4redis.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class SetbackTest {

    private final Setback setback = new Setback();

    @Test
    void redisIsLeftInPeaceForAWhileAndThenTriedAgain() {
        assertThat(setback.lasts()).isFalse();
        setback.add();
        assertThat(setback.lasts()).isTrue();
        await().atMost(Duration.ofSeconds(60)).until(() -> !setback.lasts());
        assertThat(setback.isOn()).isTrue();
    }

    @Test
    void itEndsWithTheFirstMessageThatRedisTakes() {
        setback.add();
        setback.end();
        assertThat(setback.isOn()).isFalse();
        assertThat(setback.lasts()).isFalse();
    }
}
