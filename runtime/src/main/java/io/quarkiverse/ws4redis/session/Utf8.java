package io.quarkiverse.ws4redis.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.vertx.core.buffer.Buffer;

/** Strict UTF-8: what is not valid is refused, not patched. */
final class Utf8 {

    private Utf8() {
    }

    /** {@return the text; {@code null} if the bytes are not UTF-8} */
    static String decode(Buffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes())).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
