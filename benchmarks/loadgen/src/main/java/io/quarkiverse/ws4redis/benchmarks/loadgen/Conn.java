package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * One client WebSocket. It reads frames straight out of the socket's buffer, without an object per frame, so that the
 * harness costs little next to the server under test.
 */
final class Conn extends ChannelInboundHandlerAdapter {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final int MASK = 0x5a17c36b;
    private static final int CONNECTING = 0;
    private static final int HANDSHAKE = 1;
    private static final int READY = 2;
    private static final int CLOSED = 3;

    final Protocol protocol;
    final Stats stats;
    final URI url;
    final boolean subscriber;
    final int pk;
    int step;
    boolean dirty;

    private final Engine engine;
    private final Consumer<Conn> whenReady;
    private final Consumer<Conn> whenFailed;
    private ChannelHandlerContext ctx;
    private boolean upgraded;
    private int state = CONNECTING;
    private boolean closing;
    private ByteBuf pending;
    private ByteBuf fragments;
    private int markerHint;
    private final byte[] scratch;
    final long startNanos = System.nanoTime();
    long readyNanos;

    /** Per stream (publisher): the next sequence number expected and which of the last 64 were seen. */
    private final int[] next;
    private final long[] seen;

    Conn(Engine engine, Stats stats, byte[] scratch, URI url, boolean subscriber, int pk,
            Consumer<Conn> whenReady, Consumer<Conn> whenFailed) {
        this.engine = engine;
        this.protocol = engine.protocol;
        this.stats = stats;
        this.scratch = scratch;
        this.url = url;
        this.subscriber = subscriber;
        this.pk = pk;
        this.whenReady = whenReady;
        this.whenFailed = whenFailed;
        int streams = subscriber ? engine.publisherCount() : 0;
        this.next = new int[streams];
        this.seen = new long[streams];
    }

    boolean isReady() {
        return state == READY;
    }

    void ready() {
        if (state == HANDSHAKE) {
            state = READY;
            readyNanos = System.nanoTime();
            whenReady.accept(this);
        }
    }

    void fail(String why) {
        if (state == CLOSED) {
            return;
        }
        int was = state;
        state = CLOSED;
        stats.lastError = why;
        if (was == READY) {
            if (!closing) {
                stats.closedEarly++;
            }
        } else {
            whenFailed.accept(this);
        }
        if (ctx != null) {
            ctx.close();
        }
    }

    /** To be called on the connection's event loop. */
    void close() {
        closing = true;
        if (ctx != null && ctx.channel().isActive()) {
            ByteBuf b = ctx.alloc().directBuffer(8);
            b.writeByte(0x88).writeByte(0x82).writeInt(MASK).writeByte(0x03 ^ (MASK >>> 24))
                    .writeByte(0xe8 ^ (MASK >>> 16 & 255));
            ctx.writeAndFlush(b).addListener(f -> ctx.close());
        }
    }

    io.netty.channel.EventLoop loop() {
        return (io.netty.channel.EventLoop) ctx.executor();
    }

    // ---- sending

    void send(String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        writeFrame(1, b, b.length);
        ctx.flush();
    }

    /** Masks in place, so the caller's array is changed. */
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
        state = HANDSHAKE;
        String request = "GET " + protocol.path(url, !subscriber, pk) + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + "\r\nOrigin: http://" + url.getAuthority() + "\r\n\r\n";
        c.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void channelRead(ChannelHandlerContext c, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        stats.reads++;
        stats.bytesIn += in.readableBytes();
        if (pending != null) {
            pending.writeBytes(in);
            in.release();
            in = pending;
        }
        try {
            if (upgraded || upgrade(in)) {
                frames(in);
            }
        } catch (RuntimeException e) {
            fail(e.toString());
        }
        if (!in.isReadable()) {
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
        int end = s.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        in.skipBytes(end + 4);
        if (!s.startsWith("HTTP/1.1 101") || !s.contains(ACCEPT)) {
            fail("upgrade refused: " + s.substring(0, Math.min(end, 200)).replace("\r\n", " | "));
            in.skipBytes(in.readableBytes());
            return false;
        }
        upgraded = true;
        protocol.onOpen(this);
        return true;
    }

    private void frames(ByteBuf in) {
        long now = System.nanoTime();
        while (state != CLOSED) {
            int at = in.readerIndex();
            int readable = in.readableBytes();
            if (readable < 2) {
                return;
            }
            int b0 = in.getUnsignedByte(at);
            int b1 = in.getUnsignedByte(at + 1);
            long length = b1 & 127;
            int header = 2;
            if (length == 126) {
                if (readable < 4) {
                    return;
                }
                length = in.getUnsignedShort(at + 2);
                header = 4;
            } else if (length == 127) {
                if (readable < 10) {
                    return;
                }
                length = in.getLong(at + 2);
                header = 10;
            }
            if ((b0 & 0x70) != 0 || (b1 & 128) != 0 || length > (64 << 20)) {
                throw new IllegalStateException("bad frame header");
            }
            if (readable < header + length) {
                return;
            }
            frame(in, b0, at + header, (int) length, now);
            in.readerIndex(at + header + (int) length);
        }
        in.skipBytes(in.readableBytes());
    }

    private void frame(ByteBuf in, int b0, int at, int length, long now) {
        int opcode = b0 & 15;
        boolean fin = (b0 & 128) != 0;
        if (opcode == 9) {
            byte[] p = new byte[length];
            in.getBytes(at, p);
            writeFrame(10, p, length);
            ctx.flush();
        } else if (opcode == 8) {
            fail("server closed: " + (length >= 2 ? in.getUnsignedShort(at) : 0));
        } else if (opcode <= 2) {
            if (fin && opcode != 0) {
                message(in, at, length, now);
                return;
            }
            if (fragments == null) {
                fragments = ctx.alloc().buffer();
            }
            fragments.writeBytes(in, at, length);
            if (fin) {
                message(fragments, 0, fragments.readableBytes(), now);
                fragments.release();
                fragments = null;
            }
        }
    }

    private void message(ByteBuf in, int at, int length, long now) {
        int m = marker(in, at, length);
        if (m < 0) {
            protocol.onText(this, in.toString(at, length, StandardCharsets.UTF_8));
            return;
        }
        if (!subscriber) {
            return;
        }
        in.getBytes(m, scratch, 0, Marker.LENGTH);
        int run = (int) Marker.get(scratch, 3, 4);
        if (run != engine.run) {
            return; // a message that an earlier run left in the server
        }
        int publisher = (int) Marker.get(scratch, 13, 4);
        if ((int) Marker.get(scratch, 7, 6) != pk || publisher >= next.length) {
            stats.misrouted++;
            return;
        }
        int seq = (int) Marker.get(scratch, 17, 8);
        if (unique(publisher, seq)) {
            stats.deliveries++;
            stats.latency.recordValue(Math.max(0, now - Marker.get(scratch, 33, 16)));
            engine.delivered(publisher, (int) Marker.get(scratch, 25, 8));
        }
    }

    private int marker(ByteBuf in, int at, int length) {
        if (length < Marker.LENGTH) {
            return -1;
        }
        int hinted = at + markerHint;
        if (markerHint + Marker.LENGTH <= length && in.getUnsignedMedium(hinted) == 0x7e4c47) {
            return hinted;
        }
        int last = at + length - Marker.LENGTH;
        for (int i = in.indexOf(at, last + 1, (byte) '~'); i >= 0; i = in.indexOf(i + 1, last + 1, (byte) '~')) {
            if (in.getUnsignedMedium(i) == 0x7e4c47) {
                markerHint = i - at;
                return i;
            }
        }
        return -1;
    }

    private boolean unique(int stream, int seq) {
        int ahead = seq - next[stream];
        if (ahead >= 0) {
            long s = ahead >= 63 ? 0 : seen[stream] << (ahead + 1);
            seen[stream] = s | 1;
            next[stream] = seq + 1;
            return true;
        }
        int back = -ahead - 1;
        if (back < 64 && (seen[stream] & 1L << back) == 0) {
            seen[stream] |= 1L << back;
            stats.reordered++;
            return true;
        }
        if (back >= 64) {
            stats.reordered++; // too old to tell a late one from a duplicate: counted as both
        }
        stats.duplicates++;
        return false;
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
