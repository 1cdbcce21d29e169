package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.redis.client.impl.types.ErrorType;

class RedisErrorTest {

    @Test
    void theFirstWordTellsTheKind() {
        assertThat(RedisError.is(ErrorType.create("READONLY You can't write against a read only replica."), "READONLY"))
                .isTrue();
        assertThat(RedisError.is(ErrorType.create("ERR unknown command READONLY"), "READONLY")).isFalse();
        assertThat(RedisError.is(new IllegalStateException(), "READONLY")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OOM command not allowed when used memory > 'maxmemory'.", "MISCONF Redis is configured to save",
            "READONLY You can't write against a read only replica.", "LOADING Redis is loading the dataset in memory",
            "NOREPLICAS Not enough good replicas to write.", "MASTERDOWN Link with MASTER is down",
            "CLUSTERDOWN The cluster is down",
            "BUSY Redis is busy running a script.", "NOPERM No permissions to access a channel", "CONNECTION_CLOSED",
            "ERR The user executing the script can't publish to the channel mentioned in the command script: f_0a1b, on @user_script:5.",
            "ERR Error running script (call to f_0a1b): @user_script:5: The user executing the script can't run this command",
            "ERR Error running script (call to f_0a1b): @user_script:14: @user_script: 14: -OOM command not allowed when used"})
    void whatIsNotTakenNowIsNoFaultOfTheCommand(String error) {
        assertThat(RedisError.failure(error).isFaultOfCommand()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WRONGTYPE Operation against a key holding the wrong kind of value",
            "ERR The ID specified in XADD is equal or smaller than the target stream top item",
            "ERR Error running script (call to f_0a1b): @user_script:21: WRONGTYPE Operation against a key",
            "ERR Error running script (call to f_0a1b): @user_script:21: attempt to compare nil with number"})
    void whatWouldBeRefusedAgainIsTheFaultOfTheCommand(String error) {
        assertThat(RedisError.failure(error).isFaultOfCommand()).isTrue();
    }

    @Test
    void whatHadNoEffectIsNotUncertain() {
        assertThat(RedisError.failure("READONLY You can't write against a read only replica.").isUncertain()).isFalse();
        assertThat(RedisError.failure("MOVED 3999 127.0.0.1:6381")).isInstanceOf(TurnedAwayException.class);
        assertThat(RedisError.failure("CONNECTION_CLOSED").isUncertain()).isTrue();
    }

    @Test
    void whatWasToBePublishedIsNotInTheMessage() {
        assertThat(RedisError.failure("ERR unknown command 'PUBLISH', with args beginning with: 'room' 'secret' "))
                .hasMessage("ERR unknown command 'PUBLISH'");
    }

    @Test
    void ofABatchItComesAfterTheNumberOfTheCommand() {
        assertThat(RedisError.is(ErrorType.create("ERR [17] NOSCRIPT No matching script."), "NOSCRIPT")).isTrue();
        assertThat(RedisError.is(ErrorType.create("ERR [17] unknown command NOSCRIPT"), "NOSCRIPT")).isFalse();
    }
}
