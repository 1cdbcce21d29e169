package io.quarkiverse.ws4redis.protocol;

import java.nio.charset.StandardCharsets;

import io.vertx.core.buffer.Buffer;

/**
 * What goes through Redis: a finished outbound frame behind a four-byte header ({@code W}, {@code 4}, the version, flags),
 * so that a node relays bytes and a newer version can add fields. With history, which the script {@code publish} writes, the
 * header goes on with the offset (8 bytes) and the epoch (16 hexadecimal digits). Protocol section 7.
 */
public final class Payload {

    /** The length in bytes of a header without history. */
    public static final int HEADER = 4;

    /** The length in bytes of an epoch, which is as many hexadecimal digits. */
    public static final int EPOCH = 16;

    private static final byte VERSION = 1;
    private static final int HISTORY = 1;
    private static final int COPIED = 2;
    private static final int OFFSET_AT = HEADER;
    private static final int EPOCH_AT = OFFSET_AT + Long.BYTES;
    private static final int HISTORY_HEADER = EPOCH_AT + EPOCH;

    private Payload() {
    }

    /** {@return the frame with the header before it} */
    public static Buffer of(String frame) {
        return of(frame, false);
    }

    /** {@return the frame with the header before it; {@code copied}: a copy follows for those who do not read payloads} */
    public static Buffer of(String frame, boolean copied) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(bytes.length + HEADER).appendByte((byte) 'W').appendByte((byte) '4').appendByte(VERSION)
                .appendByte((byte) (copied ? COPIED : 0)).appendBytes(bytes);
    }

    /** {@return whether this is a payload of a version that we read} */
    public static boolean isReadable(Buffer payload) {
        return payload.length() > HEADER && payload.getByte(0) == 'W' && payload.getByte(1) == '4'
                && payload.getByte(2) == VERSION;
    }

    /** {@return whether a copy of a readable payload was published in the same moment, and right after it} */
    public static boolean isCopied(Buffer payload) {
        return (payload.getByte(3) & COPIED) != 0;
    }

    /** {@return the frame of a readable payload; the same bytes} */
    public static Buffer frame(Buffer payload) {
        return hasPosition(payload) ? positionedFrame(payload) : payload.slice(HEADER, payload.length());
    }

    /** {@return whether a readable payload has a position} */
    public static boolean hasPosition(Buffer payload) {
        return (payload.getByte(3) & HISTORY) != 0 && payload.length() > HISTORY_HEADER;
    }

    /** {@return where the message of a payload with a position stands} */
    public static Position position(Buffer payload) {
        return new Position(payload.getString(EPOCH_AT, HISTORY_HEADER, "US-ASCII"), payload.getLong(OFFSET_AT));
    }

    /** {@return the frame of a payload with a position; the same bytes} */
    public static Buffer positionedFrame(Buffer payload) {
        return payload.slice(HISTORY_HEADER, payload.length());
    }
}
