package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.ws4redis.WsException;
import io.quarkiverse.ws4redis.protocol.WireError;

class FailuresTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08001", "08006", "57P01"})
    void aDatabaseThatIsAwayIsNoInternalError(String sqlState) {
        assertThat(answerTo(new IllegalStateException(new SQLException("secret", sqlState)))).isEqualTo(WireError.UNCERTAIN);
    }

    @Test
    void whatTheDatabaseRefusesIsAnInternalErrorThatTellsNothing() {
        WireError answer = answerTo(new SQLException("secret", "23505"));
        assertThat(answer.code()).isEqualTo(500);
        assertThat(answer.text()).matches("internal error [0-9a-f-]{36}");
    }

    @Test
    void whatTheApplicationChoseIsTold() {
        assertThat(answerTo(new WsException(410, "gone"))).isEqualTo(new WireError(410, "gone"));
    }

    private static WireError answerTo(Throwable failure) {
        return Failures.answerTo(failure, "publish", "c");
    }
}
