package io.quarkiverse.ws4redis.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import io.vertx.core.buffer.Buffer;

/** What is around a frame in Redis. */
class PayloadTest {

    private static final String FRAME = "{\"channel\":\"c\",\"message\":\"gr\u00fc\u00dfe\\n\"}";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void withoutATraceNotOneByteIsAdded() {
        Buffer payload = Payload.of(FRAME, null, false);
        assertThat(payload).isEqualTo(Payload.of(FRAME)).isEqualTo(Buffer.buffer("W4\1\0" + FRAME));
        assertThat(Payload.isReadable(payload)).isTrue();
        assertThat(Payload.isTraced(payload)).isFalse();
        assertThat(Payload.frame(payload)).hasToString(FRAME);
    }

    @Test
    void aTraceIsBesideTheFrame() {
        Buffer payload = Payload.of(FRAME, TRACE, false);
        assertThat(Payload.isReadable(payload)).isTrue();
        assertThat(Payload.isTraced(payload)).isTrue();
        assertThat(Payload.trace(payload)).isEqualTo(TRACE);
        assertThat(Payload.frame(payload)).hasToString(FRAME);
        assertThat(payload.getByte(2)).as("a node that does not know of traces drops it").isNotEqualTo((byte) 1);
    }

    @Test
    void aTraceIsBesideAPositionToo() {
        Buffer payload = Buffer.buffer("W4\2\1").appendLong(7).appendString("0123456789abcdef" + TRACE + "\n" + FRAME);
        assertThat(Payload.isReadable(payload)).isTrue();
        assertThat(Payload.position(payload)).isEqualTo(new Position("0123456789abcdef", 7));
        assertThat(Payload.trace(payload)).isEqualTo(TRACE);
        assertThat(Payload.frame(payload)).hasToString(FRAME);
    }

    @Test
    void aTraceWithoutAnEndIsNotReadable() {
        for (String rest : new String[]{TRACE, TRACE + "\n", "x".repeat(10_000) + "\n" + FRAME}) {
            assertThat(Payload.isReadable(Buffer.buffer("W4\2\0" + rest))).as(rest).isFalse();
        }
        assertThat(Payload.isReadable(Buffer.buffer("W4\2\1\0".getBytes(StandardCharsets.US_ASCII)))).isFalse();
    }

    @Test
    void onlyWhatCanBeReadBackIsCarried() {
        assertThat(Payload.fits(TRACE + " vendor=value,other=1")).isTrue();
        assertThat(Payload.fits(TRACE + " x=" + "y".repeat(1000))).isFalse();
        assertThat(Payload.fits(TRACE + "\n")).isFalse();
        assertThat(Payload.fits(TRACE + " x=\u00fc")).isFalse();
    }
}
