package io.quarkiverse.ws4redis.broker;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** A Redis Cluster: everything goes to the master that has the slot, and follows the slot when it moves. */
final class ClusterTopology extends Topology {

    private final Masters masters;
    private final Detours detours;

    ClusterTopology(LinkContext context, ClusterNodes nodes, RedisKeys keys, String nodeId) {
        super(context);
        this.masters = new Masters(context, nodes, tag -> keys.probe(nodeId, tag));
        this.detours = new Detours(context, this::direct, this::go, masters::turnedAway);
    }

    @Override
    void listener(BrokerListener newListener) {
        masters.listener(newListener);
    }

    @Override
    Future<Void> start() {
        return masters.start();
    }

    @Override
    void stop() {
        masters.stop();
    }

    @Override
    boolean isUp() {
        return masters.areUp();
    }

    @Override
    boolean isAnyUp() {
        return masters.isAnyUp();
    }

    @Override
    boolean isUp(String key) {
        RedisLink owner = masters.owner(HashSlot.of(key));
        return owner != null && owner.isUp() && !masters.hasGap(key);
    }

    @Override
    Future<Response> send(String key, Request request) {
        return send(new Detours.Sent(HashSlot.tag(key), owner -> owner.send(request)), owner -> owner == null || owner.isUp());
    }

    /** A master gives a slot away as it is; what one that is gone had is there as far as its replica had it. */
    @Override
    Future<Response> send(String key, Function<String, Request> request) {
        // Who has not been asked yet which server it is cannot vouch yet.
        int slot = HashSlot.of(key);
        return send(new Detours.Sent(HashSlot.tag(key), owner -> owner.send(request.apply(masters.servers(owner, slot)))),
                owner -> false);
    }

    /** {@code atOnce}: for which owner not to wait until links that are new have been tried. */
    private Future<Response> send(Detours.Sent sent, Predicate<RedisLink> atOnce) {
        context.run(() -> {
            if (detours.take(sent)) {
                return;
            }
            if (!masters.tried().isComplete() && !atOnce.test(masters.owner(sent.slot))) {
                detours.hold(sent, masters.tried());
            } else {
                go(sent);
            }
        });
        return sent.reply.future();
    }

    private void go(Detours.Sent sent) {
        if (masters.isMoving(sent.slot)) {
            detours.hold(sent, masters.moved());
            return;
        }
        RedisLink owner = masters.owner(sent.slot);
        direct(owner, sent).onComplete(result -> {
            if (result.cause() instanceof TurnedAwayException cause) {
                context.run(() -> detours.turnedAway(sent, cause, owner::answered));
            } else {
                sent.reply.handle(result);
            }
        });
    }

    /** Not to the former owner any more once it is known that there is another: the link to it may be closed with that. */
    private Future<Response> direct(Detours.Sent sent) {
        return masters.isMoving(sent.slot)
                ? masters.moved().compose(v -> direct(masters.owner(sent.slot), sent))
                : direct(masters.owner(sent.slot), sent);
    }

    private static Future<Response> direct(RedisLink owner, Detours.Sent sent) {
        return owner == null ? Future.failedFuture(unknown()) : sent.sender.apply(owner);
    }

    private static LinkDownException unknown() {
        return new LinkDownException(false, "the Redis Cluster is not known yet");
    }

    @Override
    List<Future<Response>> sendAll(List<Keyed> commands) {
        Batches batches = new Batches();
        List<Future<Response>> replies = commands.stream().map(command -> {
            RedisLink owner = masters.owner(HashSlot.of(command.key()));
            return owner == null
                    ? Future.<Response>failedFuture(unknown())
                    : batches.add(owner, command.request()).recover(e -> e instanceof TurnedAwayException
                            ? send(command.key(), command.request())
                            : Future.failedFuture(e));
        }).toList();
        batches.send();
        return replies;
    }

    /** One by one: next to none of them have the same slot. */
    @Override
    <T> List<List<T>> together(List<T> all, Function<T, String> key, int size) {
        return all.stream().map(List::of).toList();
    }

    @Override
    Future<Void> subscribe(String channel) {
        Promise<Void> done = Promise.promise();
        atOwner(channel, owner -> {
            if (owner == null) {
                done.fail(unknown());
            } else {
                owner.subscribe(channel).onComplete(done);
            }
        });
        return done.future();
    }

    @Override
    void unsubscribe(String channel) {
        atOwner(channel, owner -> {
            if (owner != null) {
                owner.unsubscribe(channel);
            }
        });
    }

    private void atOwner(String channel, Consumer<RedisLink> use) {
        int slot = HashSlot.of(channel);
        // On the event loop, where subscriptions move: not to the owner of a moment ago.
        context.runHere(() -> use.accept(masters.owner(slot)));
    }
}
