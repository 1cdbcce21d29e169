package io.quarkiverse.ws4redis.security;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Sees a client's frames before Vert.x does, which would end the connection of a client that breaks the protocol without a word,
 * patch text that is not UTF-8, accept reserved bits, lose a message whose first frame is empty, keep answers to pings for a
 * client that does not read them, and never tell of a close that came right behind the handshake. Everything runs on the
 * connection's event loop.
 */
public final class FrameCheck extends Utf8FrameValidator {

    private static final Logger LOG = Logger.getLogger(FrameCheck.class);
    private static final String NAME = "ws4redis-frame-check";

    /** What comes before the connection's callbacks are in place; {@code null} from then on: an idle connection keeps nothing. */
    private Queue<WebSocketFrame> early = new ArrayDeque<>(1);
    private ChannelHandlerContext context;
    private WebSocketFrame emptyStart;
    private WebSocketCloseStatus earlyRefusal;
    private boolean refused;

    private FrameCheck() {
        super(false);
    }

    /** Puts one before a handler, which is Vert.x' own; a connection that asks for the upgrade twice has it already. */
    static void addBefore(ChannelHandlerContext handler) {
        ChannelPipeline pipeline = handler.pipeline();
        if (pipeline.get(NAME) == null) {
            pipeline.addBefore(handler.name(), NAME, new FrameCheck());
        }
    }

    /** The connection's callbacks are in place: what came before goes to them, and the rest as it comes. */
    public static void opened(Channel channel) {
        if (channel.pipeline().get(NAME) instanceof FrameCheck check) {
            check.release();
        }
    }

    private void release() {
        Queue<WebSocketFrame> waiting = early;
        early = null;
        try {
            while (!waiting.isEmpty()) {
                channelRead(context, waiting.remove());
            }
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        } finally {
            waiting.forEach(ReferenceCountUtil::release);
        }
        if (earlyRefusal != null) {
            refuse(earlyRefusal);
        }
        // Only then does Vert.x flush its answers.
        context.fireChannelReadComplete();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (early != null) {
            early.forEach(ReferenceCountUtil::release);
            early.clear();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (refused || message instanceof PingWebSocketFrame && !context.channel().isWritable()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (!(message instanceof WebSocketFrame frame)) {
            super.channelRead(context, message);
        } else if (early != null) {
            early.add(frame);
        } else {
            read(frame);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException broken) {
            refuse(broken.closeStatus());
        } else {
            context.fireExceptionCaught(failure);
        }
    }

    /** Says why and ends the connection. Not by the channel: Vert.x would send a close of its own. */
    private void refuse(WebSocketCloseStatus status) {
        if (refused) {
            return;
        }
        if (early != null) {
            // The answer to the handshake goes first.
            earlyRefusal = status;
            return;
        }
        refused = true;
        LOG.debugf("Connection closed with %s", status);
        context.writeAndFlush(new CloseWebSocketFrame(status)).addListener(written -> context.close());
        // A peer that does not read does not see a close frame either.
        context.executor().schedule(() -> context.close(), 1, TimeUnit.SECONDS);
    }

    private void read(WebSocketFrame frame) throws Exception {
        if (frame.rsv() != 0) {
            // Those of an extension that was agreed upon are gone by now.
            frame.release();
            refuse(WebSocketCloseStatus.PROTOCOL_ERROR);
            return;
        }
        if (isEmptyStart(frame)) {
            // Without content there is nothing to release later.
            frame.release();
            emptyStart = frame;
            return;
        }
        if (frame instanceof TextWebSocketFrame && frame.isFinalFragment() && TextCheck.isUtf8(frame.content())) {
            // Nothing is left to check: it is no part of a message in several frames, which the decoder keeps apart.
            context.fireChannelRead(frame);
            return;
        }
        WebSocketFrame next = frame;
        if (emptyStart != null && frame instanceof ContinuationWebSocketFrame) {
            if (!frame.isFinalFragment() && !frame.content().isReadable()) {
                frame.release();
                return;
            }
            next = start(frame);
            emptyStart = null;
        }
        try {
            super.channelRead(context, next);
        } catch (CorruptedWebSocketFrameException e) {
            refuse(e.closeStatus());
        }
    }

    private static boolean isEmptyStart(WebSocketFrame frame) {
        return !frame.isFinalFragment() && !frame.content().isReadable()
                && (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame);
    }

    private WebSocketFrame start(WebSocketFrame continuation) {
        boolean last = continuation.isFinalFragment();
        ByteBuf content = continuation.content();
        return emptyStart instanceof TextWebSocketFrame
                ? new TextWebSocketFrame(last, 0, content)
                : new BinaryWebSocketFrame(last, 0, content);
    }
}
