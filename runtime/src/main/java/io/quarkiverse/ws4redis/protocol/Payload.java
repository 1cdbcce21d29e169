package io.quarkiverse.ws4redis.protocol;

import java.nio.charset.StandardCharsets;

import io.vertx.core.buffer.Buffer;

/**
 * What goes through Redis: a finished outbound frame behind a four-byte header ({@code W}, {@code 4}, the version, flags),
 * so that a node relays bytes and a newer version can add fields. With history, which the script {@code publish} writes, the
 * header goes on with the offset (8 bytes) and the epoch (16 hexadecimal digits). Protocol section 7.
 * <p>
 * A message whose trace is recorded has version 2, and its trace behind all that, in ASCII and ended by a line feed. A node
 * that knows only version 1 drops it: it would take the trace for a part of the frame. All others have no byte more.
 */
public final class Payload {

    /** The length in bytes of a header without history. */
    public static final int HEADER = 4;

    /** The length in bytes of an epoch, which is as many hexadecimal digits. */
    public static final int EPOCH = 16;

    private static final byte VERSION = 1;
    private static final byte TRACED_VERSION = 2;
    private static final int HISTORY = 1;
    private static final int COPIED = 2;
    /** A traceparent has 55 characters, and a tracestate must be kept up to 512. */
    private static final int MAX_TRACE = 640;
    private static final byte TRACE_END = '\n';
    private static final int OFFSET_AT = HEADER;
    private static final int EPOCH_AT = OFFSET_AT + Long.BYTES;
    private static final int HISTORY_HEADER = EPOCH_AT + EPOCH;

    private Payload() {
    }

    /** {@return the frame with the header before it} */
    public static Buffer of(String frame) {
        return of(frame, null, false);
    }

    /**
     * {@return the frame with the header before it}
     *
     * @param trace the trace that is carried in the header, see {@link #fits}; {@code null} for none
     * @param copied whether a copy follows for those who do not read payloads
     */
    public static Buffer of(String frame, String trace, boolean copied) {
        byte[] bytes = (trace == null ? frame : trace + (char) TRACE_END + frame).getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(bytes.length + HEADER).appendByte((byte) 'W').appendByte((byte) '4')
                .appendByte(trace == null ? VERSION : TRACED_VERSION).appendByte((byte) (copied ? COPIED : 0))
                .appendBytes(bytes);
    }

    /** {@return whether a trace can be carried} */
    public static boolean fits(String trace) {
        return trace.length() < MAX_TRACE && trace.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** {@return whether this is a payload of a version that we read} */
    public static boolean isReadable(Buffer payload) {
        return payload.length() > HEADER && payload.getByte(0) == 'W' && payload.getByte(1) == '4'
                && (payload.getByte(2) == VERSION || isTraced(payload) && traceEnd(payload) > 0);
    }

    /** {@return whether a payload has a trace} */
    public static boolean isTraced(Buffer payload) {
        return payload.getByte(2) == TRACED_VERSION;
    }

    /** {@return the trace of a payload that has one} */
    public static String trace(Buffer payload) {
        return payload.getString(headerLength(payload), traceEnd(payload), "US-ASCII");
    }

    private static int headerLength(Buffer payload) {
        return hasPosition(payload) ? HISTORY_HEADER : HEADER;
    }

    /** {@return where the line feed is; 0 if there is none, or nothing follows} */
    private static int traceEnd(Buffer payload) {
        int start = headerLength(payload);
        int last = Math.min(payload.length() - 1, start + MAX_TRACE);
        for (int i = start; i < last; i++) {
            if (payload.getByte(i) == TRACE_END) {
                return i;
            }
        }
        return 0;
    }

    /** {@return where the frame of a readable payload begins} */
    public static int frameStart(Buffer payload) {
        return isTraced(payload) ? traceEnd(payload) + 1 : headerLength(payload);
    }

    /** {@return whether a copy of a readable payload was published in the same moment, and right after it} */
    public static boolean isCopied(Buffer payload) {
        return (payload.getByte(3) & COPIED) != 0;
    }

    /** {@return whether a readable payload has a position} */
    public static boolean hasPosition(Buffer payload) {
        return (payload.getByte(3) & HISTORY) != 0 && payload.length() > HISTORY_HEADER;
    }

    /** {@return where the message of a payload with a position stands} */
    public static Position position(Buffer payload) {
        return new Position(payload.getString(EPOCH_AT, HISTORY_HEADER, "US-ASCII"), payload.getLong(OFFSET_AT));
    }

    /** {@return the frame of a readable payload; the same bytes} */
    public static Buffer frame(Buffer payload) {
        return payload.slice(frameStart(payload), payload.length());
    }
}
