package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;

/** One client WebSocket, from the handshake to its end. Everything on its event loop. */
final class Conn extends ChannelInboundHandlerAdapter implements FrameReader.Handler {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final int MASK = 0x5a17c36b;

    private enum State {
        CONNECTING,
        HANDSHAKE,
        READY,
        CLOSED
    }

    final Want want;
    final Stats stats;
    final long startNanos = System.nanoTime();
    long readyNanos;
    /** How far the protocol's own handshake is. */
    int step;
    /** Whether something waits to be flushed. */
    boolean dirty;

    private final Protocol protocol;
    private final Receipts receipts;
    private final FrameReader frames = new FrameReader(this);
    private final Consumer<Conn> whenReady;
    private final Consumer<Conn> whenFailed;
    private Consumer<String> answers;
    private ChannelHandlerContext ctx;
    private State state = State.CONNECTING;
    private boolean upgraded;
    private boolean closing;
    private boolean slow;
    private String end;
    private ByteBuf pending;

    Conn(Engine engine, Stats stats, Want want, Consumer<Conn> whenReady, Consumer<Conn> whenFailed) {
        this.protocol = engine.protocol;
        this.stats = stats;
        this.want = want;
        this.receipts = want.subscriber() ? new Receipts(engine, stats, want.pk()) : null;
        this.whenReady = whenReady;
        this.whenFailed = whenFailed;
    }

    boolean isReady() {
        return state == State.READY;
    }

    /** The server has done all that it was asked before. */
    void ready() {
        if (state == State.HANDSHAKE) {
            state = State.READY;
            readyNanos = System.nanoTime();
            whenReady.accept(this);
        }
    }

    void fail(String why) {
        if (state == State.CLOSED) {
            return;
        }
        State was = state;
        state = State.CLOSED;
        end = why;
        if (!slow && !closing) {
            stats.lastError = why;
        }
        if (was != State.READY) {
            whenFailed.accept(this);
        } else if (!closing && !slow) {
            stats.closedEarly++;
        }
        if (ctx != null) {
            ctx.close();
        }
    }

    void close() {
        closing = true;
        if (ctx != null && ctx.channel().isActive()) {
            byte[] goingAway = {0x03, (byte) 0xe9};
            writeFrame(8, goingAway, 2);
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(f -> ctx.close());
        }
    }

    EventLoop loop() {
        return (EventLoop) ctx.executor();
    }

    /** From now on the text messages that are no deliveries go there. */
    void answersTo(Consumer<String> consumer) {
        answers = consumer;
    }

    boolean answered(String text) {
        if (answers == null) {
            return false;
        }
        answers.accept(text);
        return true;
    }

    // ---- not reading

    /** Reads nothing any more; what it has missed and how it ended is nobody's loss. */
    void stopReading() {
        slow = true;
        ctx.channel().config().setAutoRead(false);
    }

    /** Reads what the kernels still hold, to learn how the connection ended. */
    void resumeReading() {
        if (state != State.CLOSED) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    /** {@return how it ended; {@code null} if it did not} */
    String end() {
        return end;
    }

    // ---- sending

    void send(String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        writeFrame(1, b, b.length);
        ctx.flush();
    }

    /** Masks in place, so the caller's array is changed. Does not flush. */
    void writeFrame(int opcode, byte[] payload, int length) {
        ByteBuf b = ctx.alloc().directBuffer(length + 14);
        b.writeByte(0x80 | opcode);
        if (length < 126) {
            b.writeByte(0x80 | length);
        } else if (length < 65536) {
            b.writeByte(0x80 | 126).writeShort(length);
        } else {
            b.writeByte(0x80 | 127).writeLong(length);
        }
        b.writeInt(MASK);
        for (int i = 0; i < length; i++) {
            payload[i] ^= (byte) (MASK >>> (24 - 8 * (i & 3)));
        }
        b.writeBytes(payload, 0, length);
        ctx.write(b, ctx.voidPromise());
    }

    void flush() {
        dirty = false;
        ctx.flush();
    }

    // ---- receiving

    @Override
    public void channelActive(ChannelHandlerContext c) {
        ctx = c;
        state = State.HANDSHAKE;
        String host = want.url().getAuthority();
        c.writeAndFlush(Unpooled.copiedBuffer("GET " + protocol.path(want) + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + "\r\nOrigin: http://" + host + "\r\n\r\n", StandardCharsets.ISO_8859_1));
    }

    @Override
    public void channelRead(ChannelHandlerContext c, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        stats.reads++;
        if (pending != null) {
            pending.writeBytes(in);
            in.release();
            in = pending;
        }
        try {
            if (state != State.CLOSED && (upgraded || upgrade(in))) {
                frames.read(in);
            }
        } catch (RuntimeException e) {
            fail(e.toString());
        }
        keep(c, in);
    }

    /** Keeps the beginning of a frame until the rest comes. */
    private void keep(ChannelHandlerContext c, ByteBuf in) {
        if (!in.isReadable() || state == State.CLOSED) {
            in.release();
            pending = null;
        } else if (in == pending) {
            pending.discardSomeReadBytes();
        } else {
            pending = c.alloc().directBuffer(Math.max(1024, in.readableBytes() * 2));
            pending.writeBytes(in);
            in.release();
        }
    }

    private boolean upgrade(ByteBuf in) {
        String s = in.toString(StandardCharsets.ISO_8859_1);
        int headEnd = s.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return false;
        }
        in.skipBytes(headEnd + 4);
        if (!s.startsWith("HTTP/1.1 101") || !s.contains(ACCEPT)) {
            fail("upgrade refused: " + s.substring(0, Math.min(headEnd, 200)).replace("\r\n", " | "));
            return false;
        }
        upgraded = true;
        protocol.onOpen(this);
        return true;
    }

    @Override
    public void onMessage(ByteBuf in, int at, int length, long nanos) {
        if (slow || state == State.CLOSED || receipts != null && receipts.take(in, at, length, nanos)) {
            return;
        }
        protocol.onText(this, in.toString(at, length, StandardCharsets.UTF_8));
    }

    @Override
    public void onPing(byte[] payload) {
        writeFrame(10, payload, payload.length);
        ctx.flush();
    }

    @Override
    public void onClose(int code) {
        fail("server closed: " + code);
    }

    @Override
    public void channelInactive(ChannelHandlerContext c) {
        if (pending != null) {
            pending.release();
            pending = null;
        }
        fail("connection closed by the server");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext c, Throwable t) {
        fail(t.toString());
    }
}
