package io.quarkiverse.ws4redis.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.vertx.core.Future;

/** All subscriptions: who gets a frame, and who is asked for what on a new connection. */
final class Subscriptions implements ConnectionListener {

    private static final String BROADCAST = "broadcast";

    private final Loop loop;
    private final Requests requests;
    private final Subscribing subscribing;
    private final Consumer<Frame> stray;
    /** Channels are asked for from any thread. */
    private final Map<String, Subscription> all = new ConcurrentHashMap<>();
    /** Its name is known when it is there. */
    private final Subscription personal;
    private Address personalAddress;
    private boolean connected;

    /**
     * @param requests what they are made by
     * @param untrusted told when the connection does not do what it should
     * @param stray told of errors that belong to no request and no subscription
     */
    Subscriptions(Loop loop, Requests requests, Runnable untrusted, Consumer<Frame> stray) {
        this.loop = loop;
        this.requests = requests;
        this.subscribing = new Subscribing(loop, requests, untrusted);
        this.stray = stray;
        this.personal = new Subscription(loop, "", null, true);
        Subscription broadcast = new Subscription(loop, BROADCAST, null, true);
        all.put(BROADCAST, broadcast);
        personal.want(null);
        broadcast.want(null);
    }

    /** {@return the only one for this channel and pk, which may be null; from any thread} */
    Subscription get(String channel, String pk) {
        return all.computeIfAbsent(new Address(channel, pk).key(), key -> new Subscription(loop, channel, pk, false));
    }

    Subscription personal() {
        return personal;
    }

    /** {@return which channel it is; throws if there was no connection yet} */
    Address personalAddress() {
        if (personalAddress == null) {
            throw Ws4RedisException.of(Ws4RedisException.Reason.DISCONNECTED,
                    "no connection yet: the server says which channel it is");
        }
        return personalAddress;
    }

    /** {@code since} may be null. */
    Future<Void> subscribe(Subscription subscription, Position since) {
        boolean isNew = !subscription.isWanted();
        Future<Void> answer = subscription.want(since);
        if (isNew && connected) {
            subscribing.ask(subscription);
        }
        return answer;
    }

    Future<Void> unsubscribe(Subscription subscription) {
        if (!subscription.isWanted() || subscription.given) {
            return Future.succeededFuture();
        }
        subscribing.forget(subscription);
        List<Subscription.Entry> entries = connected ? subscription.entries() : List.of();
        Future<?> confirmed = Future.all(entries.stream()
                .map(entry -> requests.urgent("unsubscribe", entry.address().fields())).toList());
        subscription.leave(confirmed);
        // Without a connection there is nothing to end.
        return confirmed.<Void>mapEmpty().recover(e -> e instanceof Ws4RedisException error && error.isPassing()
                ? Future.succeededFuture()
                : Future.failedFuture(e));
    }

    @Override
    public Optional<Position> personalPosition() {
        return personal.entries().stream().findFirst().flatMap(Subscription.Entry::recover);
    }

    @Override
    public void personalSubscribed(Frame frame) {
        Address address = frame.address();
        if (personalAddress != null && !personalAddress.equals(address)) {
            personal.begin(null);
        }
        personalAddress = address;
        personal.granted();
        frame(frame);
    }

    /** What was subscribed to is again, and what was only wished for is asked for. */
    @Override
    public void ready() {
        connected = true;
        get(BROADCAST, null).granted();
        get(BROADCAST, null).frame(new Frame(JsonNodeFactory.instance.objectNode().put("name", "subscribed")));
        subscribing
                .begin(all.values().stream().filter(subscription -> subscription.isWanted() && !subscription.given).toList());
    }

    @Override
    public void lost() {
        connected = false;
        subscribing.stop();
        personal.suspended();
        all.values().forEach(Subscription::suspended);
    }

    @Override
    public void ended(Ws4RedisException error) {
        personal.ended(error);
        all.values().forEach(subscription -> subscription.ended(error));
    }

    @Override
    public void frame(Frame frame) {
        Subscription subscription = find(frame);
        Optional<Ws4RedisException> error = frame.name().isEmpty() ? frame.error() : Optional.empty();
        if (error.isEmpty()) {
            if (subscription != null) {
                subscription.frame(frame);
            }
        } else if (subscription != null && subscription.isWanted()
                && (frame.action().equals("resubscribe") || frame.action().equals("subscribe"))) {
            subscribing.refused(subscription, error.get(), frame.pk().orElse(null));
        } else {
            stray.accept(frame);
        }
    }

    private Subscription find(Frame frame) {
        Address address = frame.address();
        if (address.equals(personalAddress)) {
            return personal;
        }
        Subscription exact = all.get(address.key());
        // One that nobody has subscribed to does not keep anything from the whole channel.
        return exact != null && exact.isWanted() ? exact : all.getOrDefault(frame.channel(), exact);
    }
}
