package io.quarkiverse.ws4redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

class WsMessageTest {

    @Test
    void aPkIsANumberOnlyInTheFormThatNumbersAreWrittenIn() {
        assertThat(about("3").pkAsLong()).contains(3L);
        assertThat(about("-3").pkAsLong()).contains(-3L);
        assertThat(about("9223372036854775807").pkAsLong()).contains(Long.MAX_VALUE);
        for (String other : List.of("03", "+3", "-0", "\u0663", "three", "9223372036854775808")) {
            assertThat(about(other).pkAsLong()).as(other).isEmpty();
        }
    }

    private static WsMessage about(String pk) {
        return WsMessage.of(new ObjectMapper(), "c1", "events", "subscribe", "room", List.of(pk), "{}");
    }
}
