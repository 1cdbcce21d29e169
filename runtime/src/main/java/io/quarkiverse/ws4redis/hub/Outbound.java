package io.quarkiverse.ws4redis.hub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.quarkiverse.ws4redis.SlowConsumer;

/**
 * The way out to one connection. Frames are written to the Netty channel below WebSockets Next, already encoded, and flushed
 * together: a {@code sendText} per message and socket costs five to six times as much (docs, decisions). Everything here runs
 * on the connection's event loop, as what WebSockets Next writes there does, so the order of frames is that of the calls.
 * A frame written this way passes by the pipeline's encoders, to TLS or the socket at once, and is never compressed, which
 * permessage-deflate allows for each single frame (RFC 7692 section 6).
 */
public final class Outbound {

    /** What is written to it goes to the handlers below the WebSocket encoder. */
    private final ChannelOutboundInvoker below;
    private final Channel channel;
    private final long limit;
    private final OutboundListener listener;
    /** Only there while the connection does not keep up; then everything goes through it, so that the order is kept. */
    private volatile Backlog backlog;
    private boolean watched;
    private boolean closed;
    private boolean dirty;

    /**
     * The way out to a connection. On its event loop.
     *
     * @param channel its Netty channel
     * @param limit how many bytes may wait to be written
     * @param listener whose way out it is
     */
    public Outbound(Channel channel, long limit, OutboundListener listener) {
        this.channel = channel;
        ChannelHandlerContext encoder = channel.pipeline().context(WebSocketFrameEncoder.class);
        this.below = encoder == null ? channel : encoder;
        dropIdleTimeout(channel.pipeline());
        this.limit = limit;
        this.listener = listener;
    }

    /** HTTP's: pings never let it come to it, and it puts a promise and a listener on each write. */
    private static void dropIdleTimeout(ChannelPipeline pipeline) {
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
    }

    /** {@return whose way out it is} */
    OutboundListener listener() {
        return listener;
    }

    /** Sends a text frame, flushed at once. */
    public void send(String text) {
        if (!closed) {
            ByteBuf frame = TextFrame.of(text);
            write(frame);
            frame.release();
            flushOut();
        }
    }

    /** Nothing is written from now on: the close frame must be the last. */
    public void close() {
        closed = true;
        Backlog waiting = backlog;
        if (waiting != null) {
            backlog = null;
            waiting.release();
        }
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
        Backlog waiting = backlog;
        if (waiting != null) {
            waiting.shrink(limit - frame.readableBytes() - nettyBytes());
        }
        if (waitingBytes() + frame.readableBytes() > limit) {
            close();
            listener.onOverflow();
        } else if (waiting != null) {
            waiting.add(frame);
        } else {
            below.write(frame.retainedDuplicate(), channel.voidPromise());
        }
    }

    /** The same for a frame that may be dropped, as the policy says, should the connection not keep up. */
    void write(ByteBuf frame, SlowConsumer policy, String redisChannel) {
        if (closed) {
            return;
        }
        if (backlog == null && channel.isWritable()) {
            below.write(frame.retainedDuplicate(), channel.voidPromise());
            return;
        }
        if (backlog == null) {
            backlog = new Backlog(listener::onDrop);
            watch();
        }
        // Before it is added: the newest is never dropped.
        backlog.shrink(limit - frame.readableBytes());
        backlog.add(frame, policy, redisChannel);
    }

    private void watch() {
        if (!watched) {
            watched = true;
            channel.pipeline().addFirst(new WritabilityHandler(this::resume));
        }
    }

    private void resume() {
        boolean wrote = false;
        while (backlog != null && channel.isWritable()) {
            ByteBuf next = backlog.poll();
            if (next == null) {
                backlog = null;
            } else {
                below.write(next, channel.voidPromise());
                wrote = true;
            }
        }
        if (wrote) {
            flushOut();
        }
    }

    /** Sends a frame that stays the caller's, unless others wait, which tell the peer as well that we are here. */
    void ping(ByteBuf frame) {
        if (closed) {
            return;
        }
        if (waitingBytes() == 0) {
            below.writeAndFlush(frame.retainedDuplicate(), channel.voidPromise());
        } else {
            // Pongs wait too, which nobody flushed here.
            listener.onLag();
        }
    }

    /** A message is missing: what comes after it must not be taken for all there is. */
    void missed() {
        if (!closed) {
            close();
            listener.onMissed();
        }
    }

    /** {@return how many bytes can be written now} */
    long room() {
        return limit - waitingBytes();
    }

    /** {@return true for the first call since the last {@link #flush()}} */
    boolean markDirty() {
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    void flush() {
        dirty = false;
        flushOut();
    }

    private void flushOut() {
        below.flush();
        if (waitingBytes() > 0) {
            listener.onLag();
        }
    }

    /**
     * From any thread.
     *
     * @return how many bytes wait to be written
     */
    public long waitingBytes() {
        Backlog waiting = backlog;
        return waiting == null ? nettyBytes() : nettyBytes() + waiting.bytes();
    }

    private long nettyBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
