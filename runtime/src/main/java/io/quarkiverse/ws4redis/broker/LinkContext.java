package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.quarkiverse.ws4redis.config.RedisLinkConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;

/**
 * What the links of a node have in common: above all one event loop, so that all that follows from messages, gaps and
 * subscriptions happens in one order.
 *
 * @param routes the node's own channels and who gets their messages; complete before the links are started
 * @param scripts what Redis shall know before anything is sent; complete before the links are started
 */
record LinkContext(Vertx vertx, ContextInternal loop, RedisLinkConfig config, Metrics metrics, PubSub pubSub,
        Map<String, Consumer<Buffer>> routes, List<Script> scripts) {

    LinkContext(Vertx vertx, RedisLinkConfig config, Metrics metrics, PubSub pubSub) {
        this(vertx, (ContextInternal) vertx.getOrCreateContext(), config, metrics, pubSub, new HashMap<>(), new ArrayList<>());
    }

    /** Later, on the event loop. */
    void run(Runnable task) {
        loop.runOnContext(v -> task.run());
    }

    /** On the event loop: now for those who are there. The client prefers connections of our own loop, and does not promise them. */
    void runHere(Runnable task) {
        if (loop.nettyEventLoop().inEventLoop()) {
            task.run();
        } else {
            run(task);
        }
    }

    /** Once, on the event loop. */
    void after(long millis, Runnable task) {
        vertx.setTimer(Math.max(1, millis), t -> run(task));
    }

    /** Again and again, on the event loop. {@return what to cancel the timer by} */
    long every(long millis, Runnable task) {
        return vertx.setPeriodic(Math.max(1, millis), t -> run(task));
    }
}
