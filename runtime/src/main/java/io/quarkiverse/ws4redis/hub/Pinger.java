package io.quarkiverse.ws4redis.hub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

/**
 * Pings the connections of one event loop, so that proxies do not take them for dead and TCP finds out which are: every second
 * those whose turn it is, with a frame that they share, instead of a timer for each connection. Not thread-safe.
 */
final class Pinger {

    /** A ping without payload (RFC 6455 section 5.5.2). */
    private static final ByteBuf PING = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2).writeByte(0x89).writeByte(0).asReadOnly());

    private final OutboundSet outbounds = new OutboundSet();
    private final int turns;
    private final Future<?> timer;
    private int turn;

    /** {@code interval} in whole seconds; zero for none. */
    Pinger(EventLoop loop, Duration interval) {
        turns = (int) interval.toSeconds();
        timer = turns > 0
                ? loop.scheduleAtFixedRate(this::ping, 1, 1, TimeUnit.SECONDS)
                : loop.newSucceededFuture(null);
    }

    /** From any thread: in dev mode, event loops outlive the application. */
    void stop() {
        timer.cancel(false);
    }

    void add(Outbound outbound) {
        outbounds.add(outbound);
    }

    void remove(Outbound outbound) {
        outbounds.remove(outbound);
    }

    private void ping() {
        for (int i = turn; i < outbounds.size(); i += turns) {
            outbounds.get(i).ping(PING);
        }
        turn = (turn + 1) % turns;
    }
}
