package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;

/**
 * Commands that nodes of a Cluster have turned away, because what they are about is on its way from one to another. They are
 * tried again, for as long as a command may take, and those of one hash tag in the order in which they were sent: what comes
 * later waits behind them. A key that is already at the other node, while the slot is not, is waited for too: what is published
 * there now would reach nobody. On the links' event loop.
 */
final class Detours {

    private static final long AGAIN_MILLIS = 20;

    /** Of all commands that wait here. */
    private static final int LIMIT = 1 << 16;

    /** A command on its way. */
    static final class Sent {
        final String tag;
        final int slot;
        final Function<RedisLink, Future<Response>> sender;
        final Promise<Response> reply = Promise.promise();
        private long number;
        private long deadline;

        /** {@code sender} gives it to the link that it turns out to go over, each time it goes out. */
        Sent(String tag, Function<RedisLink, Future<Response>> sender) {
            this.tag = tag;
            this.slot = HashSlot.of(tag);
            this.sender = sender;
        }
    }

    private static final class Detour {
        private final PriorityQueue<Sent> waiting = new PriorityQueue<>(Comparator.comparingLong(sent -> sent.number));
        private boolean moved;
    }

    private final LinkContext context;
    private final Function<Sent, Future<Response>> send;
    private final Consumer<Sent> go;
    private final Consumer<Throwable> onTurnedAway;
    private final Map<String, Detour> detours = new HashMap<>();
    private long count;
    private int waiting;

    /**
     * Nobody is on a detour.
     *
     * @param send the direct way, as it is now
     * @param go the same for a command that is not waited for
     * @param onTurnedAway sees to it that it leads elsewhere soon
     */
    Detours(LinkContext context, Function<Sent, Future<Response>> send, Consumer<Sent> go,
            Consumer<Throwable> onTurnedAway) {
        this.context = context;
        this.send = send;
        this.go = go;
        this.onTurnedAway = onTurnedAway;
    }

    /** A command begins its way. {@return whether it has to wait here} */
    boolean take(Sent sent) {
        sent.number = count++;
        Detour detour = detours.get(sent.tag);
        if (detour != null) {
            add(detour, sent);
        }
        return detour != null;
    }

    /** A command did not get through; {@code others} asks for when that is known of all that went the same way before. */
    void turnedAway(Sent sent, TurnedAwayException cause, Supplier<Future<?>> others) {
        begin(sent, others).moved = cause.isElsewhere();
        onTurnedAway.accept(cause);
    }

    /** A command must not go on before those that went {@code others}' way are through. */
    void hold(Sent sent, Future<?> others) {
        begin(sent, () -> others).moved = true;
    }

    private Detour begin(Sent sent, Supplier<Future<?>> others) {
        Detour detour = detours.get(sent.tag);
        if (detour == null) {
            Detour begun = new Detour();
            detour = begun;
            detours.put(sent.tag, begun);
            others.get().onComplete(result -> context.run(() -> next(sent.tag, begun)));
        }
        add(detour, sent);
        return detour;
    }

    private void add(Detour detour, Sent sent) {
        if (sent.deadline == 0) {
            sent.deadline = System.nanoTime() + context.config().timeout().toNanos();
        }
        if (waiting < LIMIT) {
            waiting++;
            detour.waiting.add(sent);
        } else {
            sent.reply.fail(new LinkDownException(false, "too many commands wait for Redis"));
        }
    }

    private void next(String tag, Detour detour) {
        Sent first = poll(detour);
        if (first == null) {
            detours.remove(tag);
            return;
        }
        send.apply(first).onComplete(result -> context.run(() -> {
            if (result.failed() && mayYetWork(result.cause()) && System.nanoTime() < first.deadline) {
                detour.moved = !(result.cause() instanceof TurnedAwayException cause) || cause.isElsewhere();
                add(detour, first);
                onTurnedAway.accept(result.cause());
                context.after(AGAIN_MILLIS, () -> next(tag, detour));
                return;
            }
            first.reply.handle(result);
            if (result.succeeded() && detour.moved) {
                // It has arrived, and with it all that belongs to it.
                detours.remove(tag);
                release(detour);
            } else {
                next(tag, detour);
            }
        }));
    }

    private void release(Detour detour) {
        List<Sent> rest = new ArrayList<>();
        for (Sent sent = poll(detour); sent != null; sent = poll(detour)) {
            rest.add(sent);
        }
        rest.forEach(go);
    }

    private Sent poll(Detour detour) {
        Sent sent = detour.waiting.poll();
        if (sent != null) {
            waiting--;
        }
        return sent;
    }

    /** Nothing has happened yet: a node that is new to us, for example, needs a moment until the link to it works. */
    private static boolean mayYetWork(Throwable cause) {
        return cause instanceof LinkDownException down && !down.isUncertain();
    }
}
