package io.quarkiverse.ws4redis.hub;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.broker.Broker;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * The topics without history that have subscribers on this node. They are changed on the links' event loop only, in one order
 * with messages and gaps; a subscriber is added by what goes through its shard's inbox, again in that order. Of those of a
 * shard, one is a user of the route and of the broker's subscription, and so is whoever is on the way in.
 */
final class Routes {

    private final Map<String, Route> routes = new HashMap<>();
    private final Broker broker;

    Routes(Broker broker) {
        this.broker = broker;
    }

    /** From the subscriber's event loop, where the result arrives too. */
    Future<Void> join(Shard shard, Outbound outbound, String redisChannel, SlowConsumer policy) {
        if (outbound.isClosed()) {
            // Nobody would take it out again.
            return Future.succeededFuture();
        }
        if (shard.hasSubscribers(redisChannel) && broker.available(redisChannel)) {
            // This node has the channel: there is nothing to wait for, and no other thread to ask.
            shard.add(redisChannel, outbound, policy);
            return Future.succeededFuture();
        }
        Promise<Void> joined = Promise.promise();
        // Asked there, it is answered there: no gap comes between the confirmation and the route.
        broker.execute(() -> broker.subscribe(redisChannel).onComplete(confirmed -> {
            if (confirmed.failed()) {
                outbound.loop().execute(() -> joined.fail(confirmed.cause()));
                return;
            }
            routes.computeIfAbsent(redisChannel, Route::new).add(shard);
            shard.offer(() -> admit(shard, outbound, redisChannel, policy, joined));
        }));
        return joined.future();
    }

    private void admit(Shard shard, Outbound outbound, String redisChannel, SlowConsumer policy, Promise<Void> joined) {
        boolean first = !shard.hasSubscribers(redisChannel);
        if (outbound.isClosed() || !shard.add(redisChannel, outbound, policy) || !first) {
            drop(shard, redisChannel);
        }
        joined.complete();
    }

    /** A subscriber has been taken out of its shard; on the shard's event loop. */
    void leave(Shard shard, String redisChannel) {
        if (!shard.hasSubscribers(redisChannel)) {
            drop(shard, redisChannel);
        }
    }

    private void drop(Shard shard, String redisChannel) {
        broker.execute(() -> {
            Route route = routes.get(redisChannel);
            route.remove(shard);
            if (route.isUnused()) {
                routes.remove(redisChannel);
            }
            broker.unsubscribe(redisChannel);
        });
    }

    /** {@return where a message goes, on the links' event loop; {@code null} if nobody here follows its topic} */
    Route get(String redisChannel) {
        return routes.get(redisChannel);
    }

    /** These channels have a gap, on the links' event loop: what comes now cannot be read again. */
    void missed(Collection<String> redisChannels) {
        redisChannels.stream().map(routes::get).filter(Objects::nonNull).forEach(Route::missed);
    }
}
