package io.quarkiverse.ws4redis.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.ws4redis.protocol.Frames;
import io.vertx.core.buffer.Buffer;

/** The table "What M looks like" in the description of the original server. */
class DjangoTextTest {

    private final DjangoText texts = new DjangoText(7, 20);

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\":\"hi\",\"n\":1}", " {\"a\": {\"b\": [1, 2, {\"c\": null}]}} ",
            "{\"esc\":\"\\u0001\\t\\\"\\\\\\ud83d\"}"})
    void anObjectIsAnObjectOnBothSides(String json) throws UntranslatableException {
        assertThat(texts.of(json)).isEqualTo(json);
        assertThat(texts.message(Buffer.buffer(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "grüße ☃ \uD83D\uDE00", "{broken", "[1", "5 apples", "1 2", "nul",
            "two\nlines \u0001"})
    void aTextIsAStringOnBothSides(String text) throws UntranslatableException {
        assertThat(texts.of(Frames.quote(text))).isEqualTo(text);
        assertThat(texts.message(Buffer.buffer(text))).isEqualTo(Frames.quote(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "0", "-0.0", "0e3", "[]", "false", "\"\""})
    void whatPythonHoldsForFalseStaysAString(String text) throws UntranslatableException {
        assertThat(texts.of(Frames.quote(text))).isEqualTo(text);
        assertThat(texts.message(Buffer.buffer(text))).isEqualTo(Frames.quote(text));
    }

    @Test
    void anEmptyObjectOfOursIsWhatTheOriginalMakesOfItsOwn() throws UntranslatableException {
        assertThat(texts.of("{}")).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-0.5", "true", "[1,2]", "\"abc\"", "NaN", "-Infinity", " 5 ", "123456789012345678901"})
    void aStringThatWouldEndDjangosConnectionsIsOnlyReceived(String text) throws UntranslatableException {
        assertThatThrownBy(() -> texts.of(Frames.quote(text))).isInstanceOf(UntranslatableException.class);
        assertThat(texts.message(Buffer.buffer(text))).isEqualTo(Frames.quote(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "true", "[1,2]", "[]"})
    void whatTheOriginalHasNoTypeForIsNotSent(String json) {
        assertThatThrownBy(() -> texts.of(json)).isInstanceOf(UntranslatableException.class)
                .hasMessage("Django workers know objects and strings only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"logout\",\"pk\":7}", "{\"name\":\"x\",\"n\\u0061me\":\"log\\u006fut\"}",
            "\"{\\\"name\\\":\\\"logout\\\"}\""})
    void aLogoutIsNotSent(String json) {
        assertThatThrownBy(() -> texts.of(json)).isInstanceOf(UntranslatableException.class)
                .hasMessage("a Django worker takes it for a logout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":1e999}", "\"{\\\"n\\\": NaN}\""})
    void aNumberThatPythonWouldWriteAsInfinityIsNotSent(String json) {
        assertThatThrownBy(() -> texts.of(json)).isInstanceOf(UntranslatableException.class);
    }

    @Test
    void aLogoutOfDjangosIsAMessageLikeAnyOther() throws UntranslatableException {
        assertThat(texts.message(Buffer.buffer("{\"name\": \"logout\", \"pk\": 7}")))
                .isEqualTo("{\"name\": \"logout\", \"pk\": 7}");
        assertThat(texts.of("{\"user\":{\"name\":\"logout\"},\"names\":[\"logout\"]}")).as("only the object's own name")
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"nan\": NaN, \"inf\": 1}", "{\"a\": [-Infinity]}",
            "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}", "{\"n\": 123456789012345678901}"})
    void whatClientsCannotReadIsNotReceived(String payload) {
        assertThatThrownBy(() -> texts.message(Buffer.buffer(payload))).isInstanceOf(UntranslatableException.class);
    }

    @Test
    void whatIsNotUtf8IsNeitherSentNorReceived() {
        assertThatThrownBy(() -> texts.of("\"half a \\ud83d\"")).isInstanceOf(UntranslatableException.class)
                .hasMessage("not UTF-8");
        assertThatThrownBy(() -> texts.message(Buffer.buffer(new byte[]{'a', (byte) 0xff})))
                .isInstanceOf(UntranslatableException.class).hasMessage("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "{}", "\"text\"", "\"gr\\u00fc\u00dfe\"", "\"\"", "\"{\\\"a\\\":1}\""})
    void aCopyIsRecognised(String json) throws UntranslatableException {
        Buffer copy = Buffer.buffer(texts.of(json));
        String head = Frames.messageHead("chat", "5");
        for (String tail : new String[]{"}", Frames.messageTail(7)}) {
            assertThat(texts.isCopy(copy, Buffer.buffer(head + json + tail), head.length())).isTrue();
            assertThat(texts.isCopy(Buffer.buffer("other"), Buffer.buffer(head + json + tail), head.length())).isFalse();
        }
    }
}
