package io.quarkiverse.ws4redis.test.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** One direction of a connection: what comes in goes out in order, when the link lets it. Everything on one event loop. */
final class Pipe {

    /** What is on the way at the most, before the sender notices. */
    private static final int CAPACITY = 256 * 1024;
    private static final long TICK_MILLIS = 10;

    private record Chunk(Buffer bytes, long dueMillis) {
    }

    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private final LinkState state;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long waiting;
    private long freeAtMillis;
    private boolean ticking;
    private boolean ended;
    private boolean discarding;

    Pipe(Vertx vertx, NetSocket from, NetSocket to, LinkState state) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.state = state;
    }

    void start() {
        from.exceptionHandler(e -> from.close());
        from.handler(bytes -> {
            if (!discarding) {
                chunks.add(new Chunk(bytes, now() + state.delayMillis));
                waiting += bytes.length();
                if (waiting > CAPACITY) {
                    from.pause();
                }
                pass();
            }
        });
        from.resume();
    }

    /** Nothing more comes in; what is on the way still arrives, and then the end. */
    void end() {
        ended = true;
        pass();
    }

    /** Nothing arrives any more. */
    void discard() {
        discarding = true;
        chunks.clear();
    }

    private void pass() {
        while (!chunks.isEmpty() && mayPass(chunks.peek())) {
            Chunk chunk = chunks.poll();
            int length = chunk.bytes().length();
            int portion = state.bytesPerSecond == 0 ? length : Math.min(length, Math.max(1, state.bytesPerSecond / 20));
            if (portion < length) {
                chunks.addFirst(new Chunk(chunk.bytes().slice(portion, length), chunk.dueMillis()));
            }
            if (state.bytesPerSecond > 0) {
                freeAtMillis = now() + 1000L * portion / state.bytesPerSecond;
            }
            waiting -= portion;
            to.write(chunk.bytes().slice(0, portion));
        }
        if (waiting <= CAPACITY / 2) {
            from.resume();
        }
        if (!chunks.isEmpty() || ended && state.frozen && !discarding) {
            later();
        } else if (ended && !discarding) {
            to.close();
        }
    }

    private boolean mayPass(Chunk chunk) {
        long now = now();
        return !state.frozen && chunk.dueMillis() <= now && (state.bytesPerSecond == 0 || freeAtMillis <= now)
                && !to.writeQueueFull();
    }

    private void later() {
        if (!ticking) {
            ticking = true;
            vertx.setTimer(TICK_MILLIS, t -> {
                ticking = false;
                pass();
            });
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
