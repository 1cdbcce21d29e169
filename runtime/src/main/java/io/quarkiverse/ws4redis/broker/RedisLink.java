package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.observe.jfr.RedisLinkEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * This node's link to one Redis server. The Vert.x client neither reconnects nor restores subscriptions, and never notices a
 * Redis that stopped to answer; this class does. State is only touched on the links' event loop.
 */
final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(RedisLink.class);

    private final LinkContext context;
    private final Redis redis;
    private final LinkListener listener;
    private final Backoff backoff;
    private final Probe probe;
    private final Subscriber subscriber;
    private final List<Long> timers = new ArrayList<>();
    private final Promise<Void> firstAttempt = Promise.promise();
    private Connections connections;
    private volatile Pipeline out;
    private volatile boolean up;
    private volatile String server = ServerCheck.UNKNOWN;
    private boolean stopped;
    private boolean quiet;

    RedisLink(LinkContext context, Redis redis, String probeChannel, LinkListener listener) {
        this.context = context;
        this.redis = redis;
        this.listener = listener;
        this.backoff = new Backoff(context.config().reconnectMin(), context.config().reconnectMax());
        this.probe = new Probe(context, probeChannel, why -> lost(connections, why), listener::onTurnedAway);
        this.subscriber = new Subscriber(context, probe, listener, this::isUpNow);
    }

    /** {@return the run id of the Redis server at the other end} */
    String server() {
        return server;
    }

    /** {@return completes when the first attempt to connect has succeeded or failed, and never fails} */
    Future<Void> start() {
        context.run(() -> {
            if (stopped) {
                firstAttempt.tryComplete();
                return;
            }
            connect();
            timers.add(context.every(context.config().unsubscribeDelay().toMillis(), subscriber::dropUnused));
            timers.add(context.every(context.config().probeInterval().toMillis(), probe::tick));
        });
        return firstAttempt.future();
    }

    void stop() {
        context.runHere(() -> {
            stopped = true;
            timers.forEach(context.vertx()::cancelTimer);
            lost(connections, "stopped");
        });
    }

    boolean isUp() {
        return up;
    }

    /** From any thread; what one thread sends stays in order. */
    Future<Response> send(Request request) {
        Pipeline pipeline = out;
        return up && pipeline != null
                ? pipeline.send(request)
                : Future.failedFuture(LinkDownException.down());
    }

    /** As {@link #send(Request)} does; {@code request} gets the run id of the server that the command goes to. */
    Future<Response> send(Function<String, Request> request) {
        Pipeline pipeline = out;
        // In this order: if it is another server meanwhile, that way is closed.
        return up && pipeline != null
                ? pipeline.send(request.apply(server))
                : Future.failedFuture(LinkDownException.down());
    }

    /** From any thread; in one write, and not in order with what {@link #send} sends. */
    Future<List<Response>> sendAll(List<Request> requests) {
        Pipeline pipeline = out;
        return up && pipeline != null
                ? pipeline.sendAll(requests)
                : Future.failedFuture(LinkDownException.down());
    }

    /** {@return complete, well or not, when everything has been answered that has been sent so far} */
    Future<Response> answered() {
        return send(Request.cmd(Command.PING));
    }

    /** From any thread. {@return done when Redis has confirmed one more user; if it fails, the user does not count} */
    Future<Void> subscribe(String channel) {
        Promise<Void> done = Promise.promise();
        context.runHere(() -> subscriber.add(channel).onComplete(done));
        return done.future();
    }

    /** From any thread. */
    void unsubscribe(String channel) {
        context.runHere(() -> subscriber.remove(channel));
    }

    /** {@return the receiving side, for those who are on the event loop, or begin} */
    Subscriber subscriber() {
        return subscriber;
    }

    /** {@return the channel, and key, of the probe} */
    String probeChannel() {
        return probe.channel();
    }

    private void connect() {
        Connections attempt = new Connections(context, redis, subscriber::receive, why -> lost(connections, why));
        connections = attempt;
        context.after(context.config().timeout().toMillis(), () -> {
            if (!up) {
                lost(attempt, "no connection within the time-out");
            }
        });
        attempt.open(pipeline -> {
            out = pipeline;
            ServerCheck.run(pipeline, context.scripts()).onComplete(runId -> context.run(() -> {
                if (attempt == connections) {
                    server = runId.result();
                    subscriber.open(attempt, pipeline);
                }
            }));
        });
    }

    private void isUpNow() {
        up = true;
        backoff.reset();
        if (quiet) {
            OPERATOR.redisLinkUpAgain();
        } else {
            LOG.debug("Redis link up");
        }
        quiet = false;
        RedisLinkEvent.up();
        firstAttempt.tryComplete();
    }

    private void lost(Connections which, String why) {
        if (which == null || which != connections) {
            return;
        }
        connections.close();
        connections = null;
        boolean wasUp = up;
        up = false;
        out = null;
        Collection<String> gap = subscriber.close();
        firstAttempt.tryComplete();
        if (stopped) {
            return;
        }
        report(wasUp, why);
        if (wasUp) {
            context.metrics().linkLost();
            RedisLinkEvent.lost(why);
            listener.onGap(gap);
        }
        context.after(backoff.next(), () -> {
            if (!stopped) {
                connect();
            }
        });
    }

    private void report(boolean wasUp, String why) {
        if (wasUp || !quiet) {
            quiet = true;
            OPERATOR.redisLinkDown(wasUp ? "lost" : "not up", why);
        } else {
            LOG.debugf("Redis link still not up: %s", why);
        }
    }
}
