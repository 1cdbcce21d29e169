package io.quarkiverse.ws4redis.broker;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;

/**
 * The nodes of a Cluster one by one: each is spoken to with the credentials and over the transport of the configured hosts. On
 * the links' event loop.
 */
final class ClusterNodes {

    private final Vertx vertx;
    private final RedisOptions options;
    private final Duration timeout;

    /** {@code timeout} is how long to wait for one node before another is asked. */
    ClusterNodes(Vertx vertx, RedisOptions options, Duration timeout) {
        this.vertx = vertx;
        this.options = options;
        this.timeout = timeout;
    }

    /** {@return a client of one node} */
    Redis client(NodeAddress node) {
        URI model = URI.create(options.getEndpoints().get(0));
        String user = model.getRawUserInfo() == null ? "" : model.getRawUserInfo() + "@";
        String query = model.getRawQuery() == null ? "" : "?" + model.getRawQuery();
        return Redis.createClient(vertx, new RedisOptions(options).setType(RedisClientType.STANDALONE)
                .setEndpoints(List.of(model.getScheme() + "://" + user + node + query)));
    }

    /**
     * Asks who has which slot.
     *
     * @param stranger whom to ask first: who may know best, though there is no link to it
     * @param links whom to ask next, as far as they work; and after them the configured hosts
     * @return what the first of them says that answers
     */
    Future<SlotMap> slots(Optional<NodeAddress> stranger, List<ClusterLink> links) {
        List<Supplier<Future<SlotMap>>> ways = new ArrayList<>();
        stranger.ifPresent(node -> ways.add(() -> ask(node)));
        links.stream().filter(one -> one.link().isUp()).forEach(
                one -> ways
                        .add(() -> inTime(one.link().send(request())).map(reply -> SlotMap.of(reply, one.address().host()))));
        options.getEndpoints().stream().map(URI::create).forEach(seed -> ways.add(() -> ask(NodeAddress.of(seed))));
        Future<SlotMap> slots = Future.failedFuture("nobody to ask");
        for (Supplier<Future<SlotMap>> way : ways) {
            slots = slots.recover(e -> way.get()
                    .compose(map -> map.isComplete()
                            ? Future.succeededFuture(map)
                            : Future.failedFuture("there are slots that no node has")));
        }
        return slots;
    }

    private Future<SlotMap> ask(NodeAddress node) {
        Redis client = client(node);
        // The time-out before the end: a node that is silent keeps its client, otherwise.
        return inTime(client.connect().compose(connection -> connection.send(request()))
                .map(reply -> SlotMap.of(reply, node.host())))
                .onComplete(result -> client.close());
    }

    private <T> Future<T> inTime(Future<T> future) {
        return future.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Request request() {
        return Request.cmd(Command.CLUSTER).arg("SLOTS");
    }
}
