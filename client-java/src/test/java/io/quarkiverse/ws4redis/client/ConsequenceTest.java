package io.quarkiverse.ws4redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsequenceTest {

    @ParameterizedTest
    @CsvSource({"1000,BACKOFF", "1001,BACKOFF", "1002,END", "1003,END", "1006,BACKOFF", "1007,END", "1009,END", "1011,BACKOFF",
            "1012,SPREAD", "4001,END", "4002,END", "4003,END", "4004,TOKEN", "4005,BACKOFF", "4006,NOW", "4008,END",
            "4999,END", "5000,BACKOFF"})
    void everyCloseCodeHasOne(int code, Consequence consequence) {
        assertThat(Consequence.of(code)).isEqualTo(consequence);
    }
}
