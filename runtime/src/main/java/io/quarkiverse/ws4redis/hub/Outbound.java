package io.quarkiverse.ws4redis.hub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;

/**
 * The way out to one connection. Frames are written to the Netty channel below WebSockets Next, already encoded, and flushed
 * together: a {@code sendText} per message and socket costs five to six times as much (docs, decisions). Everything here runs
 * on the connection's event loop, as what WebSockets Next writes there does, so the order of frames is that of the calls.
 * A frame written this way is never compressed, which permessage-deflate allows for each single frame (RFC 7692 section 6).
 */
public final class Outbound {

    private final Channel channel;
    private final long limit;
    private final Runnable onOverflow;
    private boolean closed;
    private boolean dirty;

    /**
     * The way out to a connection.
     *
     * @param channel its Netty channel
     * @param limit how many bytes may wait to be written
     * @param onOverflow called once, on the event loop, when more would; nothing is written any more after it
     */
    public Outbound(Channel channel, long limit, Runnable onOverflow) {
        this.channel = channel;
        this.limit = limit;
        this.onOverflow = onOverflow;
    }

    /** Sends a text frame, flushed at once. */
    public void send(String text) {
        if (!closed) {
            ByteBuf frame = TextFrame.of(text);
            write(frame);
            frame.release();
            channel.flush();
        }
    }

    /** Nothing is written from now on: the close frame must be the last. */
    public void close() {
        closed = true;
    }

    /** Ends the TCP connection without waiting for a peer that does not read. */
    public void abort() {
        close();
        channel.close();
    }

    /** {@return whether the caller is on the connection's event loop} */
    public boolean isOnLoop() {
        return loop().inEventLoop();
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    boolean isClosed() {
        return closed;
    }

    /** Writes a frame that stays the caller's, without flushing. */
    void write(ByteBuf frame) {
        if (closed) {
            return;
        }
        if (waiting() + frame.readableBytes() > limit) {
            closed = true;
            onOverflow.run();
            return;
        }
        channel.write(frame.retainedDuplicate(), channel.voidPromise());
    }

    /** {@return true for the first call since the last {@link #flush()}} */
    boolean markDirty() {
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    void flush() {
        dirty = false;
        channel.flush();
    }

    private long waiting() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
