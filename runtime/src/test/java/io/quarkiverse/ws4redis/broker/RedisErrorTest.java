package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.vertx.redis.client.impl.types.ErrorType;

class RedisErrorTest {

    @Test
    void theFirstWordTellsTheKind() {
        assertThat(RedisError.is(ErrorType.create("READONLY You can't write against a read only replica."), "READONLY"))
                .isTrue();
        assertThat(RedisError.is(ErrorType.create("ERR unknown command READONLY"), "READONLY")).isFalse();
        assertThat(RedisError.is(new IllegalStateException(), "READONLY")).isFalse();
    }

    @Test
    void ofABatchItComesAfterTheNumberOfTheCommand() {
        assertThat(RedisError.is(ErrorType.create("ERR [17] NOSCRIPT No matching script."), "NOSCRIPT")).isTrue();
        assertThat(RedisError.is(ErrorType.create("ERR [17] unknown command NOSCRIPT"), "NOSCRIPT")).isFalse();
    }
}
