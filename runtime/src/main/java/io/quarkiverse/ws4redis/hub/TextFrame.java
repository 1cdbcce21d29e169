package io.quarkiverse.ws4redis.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;

/**
 * Builds complete WebSocket text frames (RFC 6455 section 5.2: final, unmasked), ready to be written to any number of
 * sockets without being encoded again.
 */
final class TextFrame {

    private static final int FINAL_TEXT = 0x81;
    static final int MAX_HEADER = 10;

    private TextFrame() {
    }

    static ByteBuf of(String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        ByteBuf frame = header(length);
        ByteBufUtil.writeUtf8(frame, text);
        return frame;
    }

    static ByteBuf of(Buffer payload, int from) {
        int length = payload.length() - from;
        ByteBuf bytes = payload.getByteBuf();
        return header(length).writeBytes(bytes, bytes.readerIndex() + from, length);
    }

    private static ByteBuf header(int length) {
        ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
        ByteBuf frame = allocator.directBuffer(length + MAX_HEADER).writeByte(FINAL_TEXT);
        if (length < 126) {
            return frame.writeByte(length);
        }
        return length < 65536 ? frame.writeByte(126).writeShort(length) : frame.writeByte(127).writeLong(length);
    }
}
