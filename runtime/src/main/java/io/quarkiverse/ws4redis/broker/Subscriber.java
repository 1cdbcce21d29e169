package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/** The receiving side of a link: what is subscribed, over whatever connection there is. On the links' event loop. */
final class Subscriber {

    private static final Logger LOG = Logger.getLogger(Subscriber.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(Subscriber.class);

    private final LinkContext context;
    private final PubSub pubSub;
    private final Probe probe;
    private final LinkListener listener;
    private final Runnable onUp;
    private final Subscriptions subscriptions = new Subscriptions();
    private final List<String> toSubscribe = new ArrayList<>();
    /** Confirmed before the link was up: nobody may use it yet, as nothing else can be used. */
    private final Set<String> early = new LinkedHashSet<>();
    private final GapReports gaps;
    private Connections connections;
    private Pipeline out;
    private boolean up;
    private boolean flushing;

    /** {@code onUp} is called when all that is subscribed has been confirmed, and the probe that followed has come back. */
    Subscriber(LinkContext context, Probe probe, LinkListener listener, Runnable onUp) {
        this.context = context;
        this.pubSub = context.pubSub();
        this.probe = probe;
        this.listener = listener;
        this.onUp = onUp;
        this.gaps = new GapReports(listener, context::run);
    }

    /** There are connections: subscribes everything, and then the probe's channel. */
    void open(Connections newConnections, Pipeline pipeline) {
        connections = newConnections;
        out = pipeline;
        subscribeUnsent();
    }

    /** The connections are lost. {@return the channels that have a gap now} */
    Collection<String> close() {
        connections = null;
        out = null;
        up = false;
        probe.stop();
        toSubscribe.clear();
        early.clear();
        subscriptions.reopen(gaps.takeEnded());
        // What Redis has ended is not confirmed any more, but nobody has been told yet.
        Set<String> begun = new LinkedHashSet<>(gaps.takeBegun());
        begun.addAll(subscriptions.lost(new LinkDownException(true, "Redis link lost")));
        return begun;
    }

    /** {@return done when Redis has confirmed; if it fails, the user does not count} */
    Future<Void> add(String channel) {
        if (!up) {
            return Future.failedFuture(LinkDownException.down());
        }
        Subscriptions.Added added = subscriptions.add(channel);
        if (added.isNew()) {
            toSubscribe.add(channel);
            if (!flushing) {
                flushing = true;
                context.run(this::flush);
            }
        }
        return added.confirmed();
    }

    private void flush() {
        flushing = false;
        // Some may have been given away meanwhile.
        List<String> all = toSubscribe.stream().filter(subscriptions::contains).toList();
        toSubscribe.clear();
        send(pubSub.subscribe, all);
    }

    void remove(String channel) {
        subscriptions.remove(channel, now());
    }

    /** A channel is subscribed whenever there are connections. */
    void keep(String channel) {
        subscriptions.keep(channel);
    }

    boolean contains(String channel) {
        return subscriptions.contains(channel);
    }

    void dropUnused() {
        if (up) {
            send(pubSub.unsubscribe, subscriptions.takeUnused(now() - context.config().unsubscribeDelay().toMillis()));
        }
    }

    /** Gives channels and their users away; those that were confirmed have a gap from now on. */
    Map<String, Subscriptions.Entry> release(Predicate<String> which) {
        List<String> confirmed = new ArrayList<>();
        Map<String, Subscriptions.Entry> released = subscriptions.release(which, confirmed);
        early.removeAll(released.keySet());
        gaps.release(released.keySet());
        if (!confirmed.isEmpty()) {
            send(pubSub.unsubscribe, confirmed);
            listener.onGap(confirmed);
        }
        return released;
    }

    /** Takes a channel and its users, who get it when {@link #subscribeUnsent} has been called. */
    void adopt(String channel, Subscriptions.Entry entry) {
        subscriptions.adopt(channel, entry);
    }

    /** Subscribes what has been adopted, or has been turned away. */
    void subscribeUnsent() {
        if (connections != null) {
            send(pubSub.subscribe, subscriptions.takeUnsent());
            if (!probe.isStarted()) {
                // Last, so that its confirmation is also that of all others.
                send(pubSub.subscribe, List.of(probe.channel()));
            }
        }
    }

    /** The probe's channel is not the server's any more, but this one is. */
    void probeBy(String channel) {
        send(pubSub.unsubscribe, List.of(probe.channel()));
        probe.channel(channel);
        send(pubSub.subscribe, List.of(channel));
    }

    private void send(Command command, List<String> channels) {
        if (connections == null) {
            return;
        }
        for (List<String> batch : pubSub.batches(channels)) {
            Request request = Request.cmd(command);
            batch.forEach(request::arg);
            connections.subscriber(request);
        }
    }

    /** Something has arrived. */
    void receive(Response reply) {
        if (reply != null && reply.type() == ResponseType.ERROR) {
            refused(reply.toString());
        }
        if (reply == null || reply.type() != ResponseType.PUSH && reply.type() != ResponseType.MULTI || reply.size() < 3) {
            return;
        }
        String type = reply.get(0).toString();
        if (type.equals(pubSub.message)) {
            message(reply.get(1).toString(), reply.get(2).toBuffer());
        } else if (type.equals(pubSub.subscribed)) {
            confirmed(reply.get(1).toString());
        } else if (type.equals(pubSub.unsubscribed)) {
            ended(reply.get(1).toString());
        }
    }

    private void message(String channel, Buffer payload) {
        if (channel.equals(probe.channel())) {
            if (probe.returned(payload) && !up) {
                up = true;
                onUp.run();
                List<String> all = List.copyOf(early);
                early.clear();
                all.forEach(this::confirm);
                gaps.reportEnded();
            }
            return;
        }
        Consumer<Buffer> route = context.routes().get(channel);
        if (route != null) {
            route.accept(payload);
        } else if (pubSub == PubSub.PLAIN || subscriptions.contains(channel)) {
            // A node of a Cluster may still send what has moved to another link, and comes from there too.
            listener.onMessage(channel, payload);
        }
    }

    private void confirmed(String channel) {
        if (channel.equals(probe.channel())) {
            probe.start(out);
        } else if (up) {
            confirm(channel);
        } else {
            early.add(channel);
        }
    }

    private void confirm(String channel) {
        // Not meant for those who are let in by the confirmation.
        gaps.reportBegun();
        if (subscriptions.confirm(channel)) {
            gaps.ends(channel);
        }
    }

    private void ended(String channel) {
        if (channel.equals(probe.channel())) {
            listener.onDisowned();
        } else if (early.remove(channel)) {
            subscriptions.unsent(channel);
            listener.onDisowned();
        } else if (subscriptions.end(channel)) {
            gaps.begins(channel);
        }
    }

    private void refused(String error) {
        if (RedisError.isTurnedAway(error)) {
            LOG.debugf("Subscription turned away: %s", error);
            subscriptions.refused();
            listener.onTurnedAway(TurnedAwayException.of(error));
        } else {
            OPERATOR.subscriptionRefused(error);
            subscriptions.denied(new LinkDownException(false, "Redis refused a subscription"));
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
