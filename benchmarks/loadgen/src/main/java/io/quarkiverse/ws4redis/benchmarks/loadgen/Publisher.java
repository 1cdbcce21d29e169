package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

import io.netty.channel.EventLoop;

/**
 * One source of messages, on one event loop. In the closed loop a message holds one of the window's places until every
 * subscriber of its channel has it, so a server is never asked for more than it delivers and no acknowledgement of its
 * own is relied on.
 */
final class Publisher {
    private final Engine engine;
    private final int id;
    private final EventLoop loop;
    private final Options opts;
    /** The channels that it publishes to, in turn, and for each its socket and how many were sent. */
    private final int[] pks;
    private final Conn[] conns;
    private final int[] sent;
    private final byte[][] template;
    private final int[] markerAt;
    private final byte[] frame;
    private final List<Conn> dirty = new ArrayList<>();
    private int turn;
    private int sequence;
    private volatile boolean running;

    // Closed loop: places, each with the sequence number it holds (-1: free) and the deliveries still to come.
    private final int mask;
    private final AtomicIntegerArray holds;
    private final AtomicIntegerArray missing;
    private final AtomicLongArray since;
    private final AtomicInteger credits = new AtomicInteger();
    private final AtomicInteger pumping = new AtomicInteger();
    private final AtomicInteger timeouts = new AtomicInteger();

    // Fixed rate
    private long rateStart;
    private long rateSent;

    Publisher(Engine engine, int id, EventLoop loop, int[] pks, Conn[] conns) {
        this.engine = engine;
        this.opts = engine.opts;
        this.id = id;
        this.loop = loop;
        this.pks = pks;
        this.conns = conns;
        this.sent = new int[pks.length];
        int places = Integer.highestOneBit(Math.max(1, opts.window * 4 - 1)) << 1;
        mask = places - 1;
        holds = new AtomicIntegerArray(places);
        missing = new AtomicIntegerArray(places);
        since = new AtomicLongArray(places);
        for (int i = 0; i < places; i++) {
            holds.set(i, -1);
        }
        template = new byte[pks.length][];
        markerAt = new int[pks.length];
        int longest = 0;
        String open = "{\"d\":\"";
        String filler = "x".repeat(Math.max(0, opts.size - open.length() - Marker.LENGTH - 2));
        for (int i = 0; i < pks.length; i++) {
            String before = engine.protocol.publishPrefix(pks[i]) + open;
            String after = filler + "\"}" + engine.protocol.publishSuffix(pks[i]);
            markerAt[i] = before.getBytes(StandardCharsets.UTF_8).length;
            template[i] = (before + "0".repeat(Marker.LENGTH) + after).getBytes(StandardCharsets.UTF_8);
            longest = Math.max(longest, template[i].length);
        }
        frame = new byte[longest];
    }

    void start() {
        running = true;
        if (opts.rate > 0) {
            rateStart = System.nanoTime();
            loop.execute(this::pace);
        } else {
            credits.set(opts.window);
            requestPump();
        }
    }

    void stop() {
        running = false;
    }

    /** {@return how many it has sent; final after {@link #stop()}} */
    long sent() throws InterruptedException {
        return loop.submit(() -> Arrays.stream(sent).asLongStream().sum()).sync().getNow();
    }

    /** {@return how many messages some subscriber did not get in time} */
    int timeouts() {
        return timeouts.get();
    }

    private void requestPump() {
        if (pumping.getAndIncrement() == 0) {
            loop.execute(this::pump);
        }
    }

    private void pump() {
        pumping.set(0);
        while (running && credits.get() > 0) {
            int place = sequence & mask;
            if (holds.get(place) != -1) {
                break; // an older message still holds it, its delivery or its timeout pumps again
            }
            credits.decrementAndGet();
            missing.set(place, engine.subscribersPerChannel());
            since.set(place, System.nanoTime());
            holds.set(place, sequence);
            send(System.nanoTime());
        }
        flush();
    }

    private void pace() {
        if (!running) {
            return;
        }
        double perNano = opts.rate / engine.publisherCount() / 1e9;
        long now = System.nanoTime();
        for (long due = dueNext(perNano); due <= now; due = dueNext(perNano)) {
            rateSent++;
            send(due);
        }
        flush();
        loop.schedule(this::pace, Math.max(0, dueNext(perNano) - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private long dueNext(double perNano) {
        return rateStart + (long) ((rateSent + 1) / perNano);
    }

    private void send(long nanos) {
        int i = turn;
        turn = turn + 1 == pks.length ? 0 : turn + 1;
        byte[] t = template[i];
        System.arraycopy(t, 0, frame, 0, t.length);
        Marker.write(frame, markerAt[i], engine.run, pks[i], id, sent[i]++, sequence++, nanos);
        Conn c = conns[i];
        c.writeFrame(1, frame, t.length);
        if (!c.dirty) {
            c.dirty = true;
            dirty.add(c);
        }
    }

    private void flush() {
        for (Conn c : dirty) {
            c.flush();
        }
        dirty.clear();
    }

    /** From any event loop: one subscriber has the message. */
    void delivered(int seq) {
        int place = seq & mask;
        if (holds.get(place) == seq && missing.decrementAndGet(place) == 0 && holds.compareAndSet(place, seq, -1)) {
            credits.incrementAndGet();
            requestPump();
        }
    }

    /** Frees the places of messages that some subscriber never got. */
    void expire(long olderThanNanos) {
        long now = System.nanoTime();
        for (int i = 0; i <= mask; i++) {
            int seq = holds.get(i);
            if (seq != -1 && now - since.get(i) > olderThanNanos && holds.compareAndSet(i, seq, -1)) {
                timeouts.incrementAndGet();
                credits.incrementAndGet();
                requestPump();
            }
        }
    }
}
