package io.quarkiverse.ws4redis.protocol;

import java.nio.charset.StandardCharsets;

import io.vertx.core.buffer.Buffer;

/**
 * What goes through Redis: a finished outbound frame behind a four-byte header ({@code W}, {@code 4}, the version, flags),
 * so that a node relays bytes and a newer version can add fields. Protocol section 7.
 */
public final class Payload {

    /** The header's length in bytes. */
    public static final int HEADER = 4;

    private static final byte VERSION = 1;

    private Payload() {
    }

    /** {@return the frame with the header before it} */
    public static Buffer of(String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(bytes.length + HEADER).appendByte((byte) 'W').appendByte((byte) '4').appendByte(VERSION)
                .appendByte((byte) 0).appendBytes(bytes);
    }

    /** {@return whether this is a payload of a version that we read} */
    public static boolean isReadable(Buffer payload) {
        return payload.length() > HEADER && payload.getByte(0) == 'W' && payload.getByte(1) == '4'
                && payload.getByte(2) == VERSION;
    }
}
