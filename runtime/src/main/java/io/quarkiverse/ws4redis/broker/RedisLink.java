package io.quarkiverse.ws4redis.broker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.config.RedisLinkConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/**
 * This node's link to Redis: one connection that subscribes and one that sends, which live and die together. The Vert.x
 * client neither reconnects nor restores subscriptions, and never notices a Redis that stopped to answer; this class does.
 * A probe goes the way of an ordinary publish, out of one connection and in by the other: while it comes back, so does
 * everything else. It also writes, because a former master still publishes, to those who have not left it either. State is
 * only touched on the link's own event loop.
 */
final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);

    /** Channels per SUBSCRIBE: large enough that thousands cost little, small enough not to block Redis. */
    private static final int BATCH = 512;

    private final Vertx vertx;
    private final Redis redis;
    private final RedisLinkConfig config;
    private final Metrics metrics;
    private final ContextInternal context;
    private final String probeChannel;
    private final Backoff backoff;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Map<String, Consumer<Buffer>> routes = new LinkedHashMap<>();
    private final List<Script> scripts = new ArrayList<>();
    private final List<String> toSubscribe = new ArrayList<>();
    private final Promise<Void> firstAttempt = Promise.promise();
    private BrokerListener listener;
    private final List<RedisConnection> opened = new ArrayList<>(2);
    private RedisConnection in;
    private volatile Pipeline out;
    private volatile boolean up;
    private volatile String server = ServerCheck.UNKNOWN;
    private boolean stopped;
    private boolean flushing;
    private boolean quiet;
    private int generation;
    private long probeSent;
    private boolean probeWaiting;

    RedisLink(Vertx vertx, Redis redis, RedisLinkConfig config, Metrics metrics, String probeChannel) {
        this.vertx = vertx;
        this.redis = redis;
        this.config = config;
        this.metrics = metrics;
        this.probeChannel = probeChannel;
        this.context = (ContextInternal) vertx.getOrCreateContext();
        this.backoff = new Backoff(config.reconnectMin(), config.reconnectMax());
    }

    void listener(BrokerListener newListener) {
        listener = newListener;
    }

    /** Channels that are always subscribed, for the nodes' own use; to be called before {@link #start}. */
    void route(String channel, Consumer<Buffer> consumer) {
        routes.put(channel, consumer);
    }

    /** Scripts that Redis shall know before anything is sent; to be called before {@link #start}. */
    void preload(Script script) {
        scripts.add(script);
    }

    /** {@return the run id of the Redis server at the other end} */
    String server() {
        return server;
    }

    /** {@return completes when the first attempt to connect has succeeded or failed, and never fails} */
    Future<Void> start() {
        context.runOnContext(v -> {
            connect();
            vertx.setPeriodic(Math.max(1, config.unsubscribeDelay().toMillis()), t -> onContext(this::dropUnused));
            vertx.setPeriodic(config.probeInterval().toMillis(), t -> onContext(this::probe));
        });
        return firstAttempt.future();
    }

    void stop() {
        onContext(() -> {
            stopped = true;
            lost(generation, "stopped");
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
                : Future.failedFuture(new LinkDownException(false, "Redis link is down"));
    }

    /** From any thread; in one write, and not in order with what {@link #send} sends. */
    Future<List<Response>> sendAll(List<Request> requests) {
        Pipeline pipeline = out;
        return up && pipeline != null
                ? pipeline.sendAll(requests)
                : Future.failedFuture(new LinkDownException(false, "Redis link is down"));
    }

    Future<Void> subscribe(String channel) {
        Promise<Void> done = Promise.promise();
        onContext(() -> {
            if (!up) {
                done.fail(new LinkDownException(false, "Redis link is down"));
                return;
            }
            Subscriptions.Added added = subscriptions.add(channel);
            added.confirmed().onComplete(done);
            if (added.isNew()) {
                toSubscribe.add(channel);
                if (!flushing) {
                    flushing = true;
                    onContext(this::flush);
                }
            }
        });
        return done.future();
    }

    void unsubscribe(String channel) {
        onContext(() -> subscriptions.remove(channel, now()));
    }

    /** Runs something on the link's event loop, where the listener is called too. */
    void execute(Runnable task) {
        onLoop(task);
    }

    private void onContext(Runnable task) {
        context.runOnContext(v -> task.run());
    }

    /** The client's pool prefers connections of our own event loop, and does not promise them. */
    private void onLoop(Runnable task) {
        if (context.nettyEventLoop().inEventLoop()) {
            task.run();
        } else {
            onContext(task);
        }
    }

    private void connect() {
        int attempt = ++generation;
        vertx.setTimer(config.timeout().toMillis(), t -> onContext(() -> {
            if (attempt == generation && !up) {
                lost(attempt, "no connection within the time-out");
            }
        }));
        open(attempt, inbound -> {
            in = inbound;
            inbound.handler(reply -> onLoop(() -> {
                // What was on its way here when the link was lost is nothing that the next one could go on with.
                if (attempt == generation) {
                    receive(reply);
                }
            }));
            open(attempt, outbound -> {
                // An UNSUBSCRIBE from nothing marks the connection as one that the client's pool must not give to others.
                outbound.handler(reply -> onContext(() -> {
                    if (attempt == generation) {
                        out = new Pipeline(context, outbound, why -> onContext(() -> lost(attempt, why)));
                        prepare(attempt);
                    }
                }));
                outbound.send(Request.cmd(Command.UNSUBSCRIBE));
            });
        });
    }

    private void open(int attempt, Consumer<RedisConnection> use) {
        // A client without hosts throws where one without a server fails: to us it is the same.
        Future.succeededFuture().compose(v -> redis.connect()).onComplete(result -> onContext(() -> {
            if (result.failed()) {
                lost(attempt, String.valueOf(result.cause().getMessage()));
            } else if (attempt != generation) {
                result.result().close();
            } else {
                opened.add(result.result());
                result.result().exceptionHandler(e -> onContext(() -> lost(attempt, String.valueOf(e.getMessage()))));
                result.result().endHandler(v -> onContext(() -> lost(attempt, "connection closed")));
                use.accept(result.result());
            }
        }));
    }

    private void prepare(int attempt) {
        ServerCheck.run(out, scripts).onComplete(runId -> onContext(() -> {
            if (attempt == generation) {
                server = runId.result();
                restore();
            }
        }));
    }

    private void restore() {
        List<String> all = new ArrayList<>(subscriptions.all());
        all.addAll(routes.keySet());
        // Last, so that its confirmation is also that of all others.
        all.add(probeChannel);
        sendSubscribe(Command.SUBSCRIBE, all);
    }

    private void flush() {
        flushing = false;
        if (in != null && up) {
            sendSubscribe(Command.SUBSCRIBE, toSubscribe);
        }
        toSubscribe.clear();
    }

    private void dropUnused() {
        if (up) {
            sendSubscribe(Command.UNSUBSCRIBE, subscriptions.takeUnused(now() - config.unsubscribeDelay().toMillis()));
        }
    }

    private void sendSubscribe(Command command, List<String> channels) {
        for (int from = 0; from < channels.size(); from += BATCH) {
            Request request = Request.cmd(command);
            channels.subList(from, Math.min(from + BATCH, channels.size())).forEach(request::arg);
            in.send(request);
        }
    }

    private void receive(Response reply) {
        if (reply == null || reply.type() != ResponseType.PUSH && reply.type() != ResponseType.MULTI || reply.size() < 3) {
            return;
        }
        String type = reply.get(0).toString();
        if (type.equals("message")) {
            message(reply.get(1).toString(), reply.get(2).toBuffer());
        } else if (type.equals("subscribe")) {
            String channel = reply.get(1).toString();
            if (channel.equals(probeChannel)) {
                sendProbe();
            } else {
                subscriptions.confirm(channel);
            }
        }
    }

    private void message(String channel, Buffer payload) {
        if (channel.equals(probeChannel)) {
            probeReturned(payload);
            return;
        }
        Consumer<Buffer> route = routes.get(channel);
        if (route != null) {
            route.accept(payload);
        } else {
            listener.onMessage(channel, payload);
        }
    }

    private void probe() {
        if (up && !probeWaiting) {
            sendProbe();
        }
    }

    private void sendProbe() {
        int attempt = generation;
        probeWaiting = true;
        probeSent = System.nanoTime();
        Pipeline pipeline = out;
        String id = Integer.toString(attempt);
        // If the write is refused for want of memory or disk, the link is none the worse: see Pipeline for what counts.
        pipeline.send(Request.cmd(Command.SET).arg(probeChannel).arg(id).arg("PX").arg(config.timeout().toMillis()))
                .transform(written -> pipeline.send(Request.cmd(Command.PUBLISH).arg(probeChannel).arg(id)))
                .onFailure(e -> onContext(() -> lost(attempt, String.valueOf(e.getMessage()))));
        vertx.setTimer(config.timeout().toMillis(), t -> onContext(() -> {
            boolean overdue = probeWaiting
                    && System.nanoTime() - probeSent >= TimeUnit.MILLISECONDS.toNanos(config.timeout().toMillis());
            if (attempt == generation && overdue) {
                lost(attempt, "the probe did not come back");
            }
        }));
    }

    private void probeReturned(Buffer payload) {
        if (!payload.toString(StandardCharsets.US_ASCII).equals(Integer.toString(generation))) {
            return;
        }
        probeWaiting = false;
        metrics.probe(System.nanoTime() - probeSent);
        if (!up) {
            up = true;
            quiet = false;
            backoff.reset();
            LOG.debug("Redis link up");
            firstAttempt.tryComplete();
            listener.onLinkUp();
        }
    }

    private void lost(int attempt, String why) {
        if (attempt != generation) {
            return;
        }
        generation++;
        boolean wasUp = up;
        up = false;
        probeWaiting = false;
        if (out != null) {
            out.close();
        }
        opened.forEach(RedisLink::discard);
        opened.clear();
        in = null;
        out = null;
        toSubscribe.clear();
        Collection<String> confirmed = subscriptions.lost(new LinkDownException(true, "Redis link lost"));
        firstAttempt.tryComplete();
        if (stopped) {
            return;
        }
        report(wasUp, why);
        if (wasUp) {
            metrics.linkLost();
            listener.onGap(confirmed);
        }
        vertx.setTimer(backoff.next(), t -> onContext(() -> {
            if (!stopped) {
                connect();
            }
        }));
    }

    private void report(boolean wasUp, String why) {
        if (wasUp || !quiet) {
            quiet = true;
            LOG.warnf("Redis link %s: %s; connecting again until it works", wasUp ? "lost" : "not up", why);
        } else {
            LOG.debugf("Redis link still not up: %s", why);
        }
    }

    private static void discard(RedisConnection connection) {
        connection.handler(null);
        connection.exceptionHandler(null);
        connection.endHandler(null);
        connection.close();
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
