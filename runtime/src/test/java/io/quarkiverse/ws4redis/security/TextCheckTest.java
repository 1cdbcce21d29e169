package io.quarkiverse.ws4redis.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.Unpooled;

class TextCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "seven..", "eight...", "nine.....", "{\"message\":\"plain text of some length\"}", "ä",
            "1234567ä", "12345678ä", "1234567€ and more that follows", "12345😀789", "\u0000"})
    void textIsText(String text) {
        assertThat(isUtf8(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c0af", "e080af", "eda080", "f4908080", "f5808080", "ff", "c3", "e282", "f09f98"})
    void whatIsNotTextIsFoundWhereverItIs(String hex) {
        byte[] bad = new BigInteger(hex, 16).toByteArray();
        for (int before = 0; before < 20; before++) {
            byte[] text = new byte[before + hex.length() / 2];
            Arrays.fill(text, (byte) 'x');
            System.arraycopy(bad, bad.length - hex.length() / 2, text, before, hex.length() / 2);
            assertThat(isUtf8(text)).as("%s after %d", hex, before).isFalse();
        }
    }

    @Test
    void agreesWithTheDecoderOfTheJdk() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] text = new byte[random.nextInt(24)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 'a');
            }
            assertThat(isUtf8(text)).isEqualTo(decodes(text));
        }
    }

    private static boolean isUtf8(byte[] text) {
        // Not at the beginning of its buffer, as in a frame.
        return TextCheck.isUtf8(Unpooled.wrappedBuffer(new byte[]{-1, -1}, text).skipBytes(2));
    }

    private static boolean decodes(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
