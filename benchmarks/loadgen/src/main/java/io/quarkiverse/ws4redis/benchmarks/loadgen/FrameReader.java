package io.quarkiverse.ws4redis.benchmarks.loadgen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Reads WebSocket frames straight out of the socket's buffer, without an object per frame, so that this program costs little
 * next to the server under test.
 */
final class FrameReader {

    /** What the frames are for. Buffers are valid during the call only. */
    interface Handler {
        void onMessage(ByteBuf in, int at, int length, long nanos);

        void onPing(byte[] payload);

        void onClose(int code);
    }

    private static final int MAX_LENGTH = 64 << 20;

    private final Handler handler;
    private ByteBuf fragments;

    FrameReader(Handler handler) {
        this.handler = handler;
    }

    /** Reads the complete frames; what is left is the beginning of one. */
    void read(ByteBuf in) {
        long now = System.nanoTime();
        while (readFrame(in, now)) {
            continue;
        }
    }

    private boolean readFrame(ByteBuf in, long now) {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2) {
            return false;
        }
        int b0 = in.getUnsignedByte(at);
        int b1 = in.getUnsignedByte(at + 1);
        long length = b1 & 127;
        int header = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (readable < header) {
            return false;
        }
        if (header == 4) {
            length = in.getUnsignedShort(at + 2);
        } else if (header == 10) {
            length = in.getLong(at + 2);
        }
        if ((b0 & 0x70) != 0 || (b1 & 128) != 0 || length < 0 || length > MAX_LENGTH) {
            throw new IllegalStateException("bad frame header");
        }
        if (readable < header + length) {
            return false;
        }
        handle(in, b0, at + header, (int) length, now);
        in.readerIndex(at + header + (int) length);
        return true;
    }

    private void handle(ByteBuf in, int b0, int at, int length, long now) {
        int opcode = b0 & 15;
        boolean last = (b0 & 128) != 0;
        if (opcode == 9) {
            byte[] payload = new byte[length];
            in.getBytes(at, payload);
            handler.onPing(payload);
        } else if (opcode == 8) {
            handler.onClose(length >= 2 ? in.getUnsignedShort(at) : 0);
        } else if (opcode <= 2 && last && opcode != 0) {
            handler.onMessage(in, at, length, now);
        } else if (opcode <= 2) {
            fragment(in, at, length, last, now);
        }
    }

    private void fragment(ByteBuf in, int at, int length, boolean last, long now) {
        if (fragments == null) {
            fragments = Unpooled.buffer();
        }
        fragments.writeBytes(in, at, length);
        if (last) {
            handler.onMessage(fragments, 0, fragments.readableBytes(), now);
            fragments = null;
        }
    }
}
