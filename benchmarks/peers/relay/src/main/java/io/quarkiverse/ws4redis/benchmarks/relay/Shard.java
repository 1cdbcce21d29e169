package io.quarkiverse.ws4redis.benchmarks.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.vertx.core.buffer.Buffer;

/** The subscribers of one event loop, and how a message gets to them. Only {@link #offer} may be called elsewhere. */
final class Shard {

    /**
     * TEXT: the framework's own text write per subscriber. FRAME: one shared payload in a Netty text frame per
     * subscriber. BYTES: one shared ready-made wire frame, written and flushed per subscriber. BATCH: the same, with
     * one flush per subscriber for all the messages that were waiting.
     */
    enum Mode {
        TEXT,
        FRAME,
        BYTES,
        BATCH
    }

    /** A subscriber: the framework's way to send, and the channel below it (null when it cannot be had). */
    static final class Sub {
        final Consumer<String> text;
        final ChannelHandlerContext ctx;
        boolean dirty;

        Sub(Consumer<String> text, ChannelHandlerContext ctx) {
            this.text = text;
            this.ctx = ctx;
        }
    }

    private record Msg(String topic, Buffer payload, ByteBuf frame) {
    }

    private final EventLoop loop;
    private final Mode mode;
    private final Map<String, List<Sub>> rooms = new HashMap<>();
    private final Queue<Msg> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Sub> dirty = new ArrayList<>();

    Shard(EventLoop loop, Mode mode) {
        this.loop = loop;
        this.mode = mode;
    }

    static boolean needsFrame(Mode mode) {
        return mode == Mode.BYTES || mode == Mode.BATCH;
    }

    /** On the loop. */
    void add(String topic, Sub s) {
        rooms.computeIfAbsent(topic, t -> new ArrayList<>()).add(s);
    }

    /** On the loop. */
    void remove(String topic, Sub s) {
        List<Sub> l = rooms.get(topic);
        if (l != null && l.remove(s) && l.isEmpty()) {
            rooms.remove(topic);
        }
    }

    /** From any thread. The shard releases the frame. */
    void offer(String topic, Buffer payload, ByteBuf frame) {
        inbox.add(new Msg(topic, payload, frame));
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        for (Msg m; (m = inbox.poll()) != null;) {
            List<Sub> l = rooms.get(m.topic);
            if (l != null) {
                deliver(m, l);
            }
            if (m.frame != null) {
                m.frame.release();
            }
        }
        for (Sub s : dirty) {
            s.dirty = false;
            s.ctx.flush();
        }
        dirty.clear();
    }

    private void deliver(Msg m, List<Sub> l) {
        switch (mode) {
            case TEXT -> {
                String t = m.payload.toString();
                for (Sub s : l) {
                    s.text.accept(t);
                }
            }
            case FRAME -> {
                ByteBuf shared = m.payload.getByteBuf();
                for (Sub s : l) {
                    s.ctx.writeAndFlush(new TextWebSocketFrame(shared.retainedDuplicate()), s.ctx.voidPromise());
                }
            }
            case BYTES -> {
                for (Sub s : l) {
                    s.ctx.writeAndFlush(m.frame.retainedDuplicate(), s.ctx.voidPromise());
                }
            }
            default -> {
                for (Sub s : l) {
                    s.ctx.write(m.frame.retainedDuplicate(), s.ctx.voidPromise());
                    if (!s.dirty) {
                        s.dirty = true;
                        dirty.add(s);
                    }
                }
            }
        }
    }
}
