package io.quarkiverse.ws4redis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{} | {\"a\":1}",
            "{\"a\":1} | {\"b\":2,\"a\":1}",
            "{\"a\":{\"b\":null}} | {\"a\":{\"b\":null,\"c\":1}}",
            "[{\"a\":1},2] | [{\"a\":1,\"b\":2},2]",
            "\"x\" | \"x\""})
    void whatIsInTheWholeIsAPart(String part, String whole) {
        assertThat(Json.isPart(Json.parse(part), Json.parse(whole))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{\"a\":1} | {}",
            "{\"a\":1} | {\"a\":\"1\"}",
            "{\"a\":null} | {}",
            "{\"a\":1} | [1]",
            "[1] | [1,2]",
            "1.0 | 1"})
    void whatDiffersIsNot(String part, String whole) {
        assertThat(Json.isPart(Json.parse(part), Json.parse(whole))).isFalse();
    }

    @Test
    void whatIsNotJsonIsShown() {
        assertThatThrownBy(() -> Json.parse("--")).isInstanceOf(AssertionError.class).hasMessage("not JSON: --");
    }
}
