package io.quarkiverse.ws4redis.broker;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/**
 * Goes the way of an ordinary publish, out of one connection and in by the other: while it comes back, so does everything else.
 * It also writes, because a former master still publishes, to those who have not left it either. On the links' event loop.
 */
final class Probe {

    /** A node of a Cluster that turns it away may take it a moment later. */
    private static final long AGAIN_MILLIS = 100;

    private final LinkContext context;
    private final Consumer<String> onFailed;
    private final Consumer<TurnedAwayException> onTurnedAway;
    private final long timeout;
    private String channel;
    private Pipeline out;
    private int rounds;
    private long sent;
    private boolean waiting;
    private String hindrance = "";

    /** {@code onFailed} gets what is wrong with the link; {@code onTurnedAway} why, when only the channel is wrong. */
    Probe(LinkContext context, String channel, Consumer<String> onFailed,
            Consumer<TurnedAwayException> onTurnedAway) {
        this.context = context;
        this.channel = channel;
        this.onFailed = onFailed;
        this.onTurnedAway = onTurnedAway;
        this.timeout = context.config().timeout().toMillis();
    }

    String channel() {
        return channel;
    }

    /** From now on it goes another way, when that has been subscribed. */
    void channel(String newChannel) {
        channel = newChannel;
    }

    /** The channel is subscribed: the first probe of this way goes out. */
    void start(Pipeline pipeline) {
        out = pipeline;
        rounds++;
        send();
    }

    boolean isStarted() {
        return out != null;
    }

    /** The link is lost. */
    void stop() {
        out = null;
        waiting = false;
    }

    /** It is time for the next one. */
    void tick() {
        if (out != null && !waiting) {
            send();
        }
    }

    private void send() {
        int round = rounds;
        waiting = true;
        sent = System.nanoTime();
        hindrance = "";
        attempt(round);
        context.after(timeout, () -> {
            boolean overdue = waiting && System.nanoTime() - sent >= TimeUnit.MILLISECONDS.toNanos(timeout);
            if (isCurrent(round) && overdue) {
                onFailed.accept("the probe did not come back" + hindrance);
            }
        });
    }

    private void attempt(int round) {
        Pipeline pipeline = out;
        String id = Integer.toString(round);
        // If the write is refused for want of memory or disk, the link is none the worse: see Pipeline for what counts.
        pipeline.send(Request.cmd(Command.SET).arg(channel).arg(id).arg("PX").arg(timeout))
                .transform(written -> written.cause() instanceof TurnedAwayException turnedAway
                        ? Future.failedFuture(turnedAway)
                        : pipeline.send(Request.cmd(context.pubSub().publish).arg(channel).arg(id)))
                .onFailure(e -> context.run(() -> {
                    if (isCurrent(round)) {
                        failed(round, e);
                    }
                }));
    }

    private void failed(int round, Throwable cause) {
        if (!(cause instanceof TurnedAwayException turnedAway)) {
            onFailed.accept(String.valueOf(cause.getMessage()));
            return;
        }
        hindrance = ": " + cause.getMessage();
        onTurnedAway.accept(turnedAway);
        context.after(AGAIN_MILLIS, () -> {
            if (isCurrent(round) && waiting) {
                attempt(round);
            }
        });
    }

    private boolean isCurrent(int round) {
        return out != null && round == rounds;
    }

    /** Something has come back. {@return whether it was sent on this link, and not before it was lost} */
    boolean returned(Buffer payload) {
        if (out == null || !payload.toString(StandardCharsets.US_ASCII).equals(Integer.toString(rounds))) {
            return false;
        }
        waiting = false;
        context.metrics().probe(System.nanoTime() - sent);
        return true;
    }
}
