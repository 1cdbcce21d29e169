package io.quarkiverse.ws4redis.benchmarks.plain;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;

/**
 * Who is in which room, and Redis between the nodes. One pattern covers all rooms, because the data source takes a Redis
 * connection for each subscribe call.
 */
@ApplicationScoped
class Rooms {

    private static final Logger LOG = Logger.getLogger(Rooms.class);
    private static final String PREFIX = "plain:";

    private final ReactivePubSubCommands<String> pubsub;
    private final Map<String, Set<WebSocketConnection>> rooms = new ConcurrentHashMap<>();
    private final Map<WebSocketConnection, Set<String>> joined = new ConcurrentHashMap<>();

    Rooms(ReactiveRedisDataSource redis) {
        pubsub = redis.pubsub(String.class);
    }

    void listen(@Observes StartupEvent started) {
        pubsub.subscribeToPattern(PREFIX + "*", this::deliver).await().indefinitely();
    }

    void join(String topic, WebSocketConnection connection) {
        joined.computeIfAbsent(connection, c -> ConcurrentHashMap.newKeySet()).add(topic);
        rooms.computeIfAbsent(topic, t -> ConcurrentHashMap.newKeySet()).add(connection);
    }

    void leave(WebSocketConnection connection) {
        Set<String> topics = joined.remove(connection);
        if (topics != null) {
            topics.forEach(topic -> rooms.computeIfPresent(topic, (t, members) -> {
                members.remove(connection);
                return members.isEmpty() ? null : members;
            }));
        }
    }

    /** Encoded here, once, and not for each subscriber. */
    Uni<Void> publish(String topic, Delivery delivery) {
        return pubsub.publish(PREFIX + topic, Json.encode(delivery));
    }

    private void deliver(String redisChannel, String text) {
        for (WebSocketConnection member : rooms.getOrDefault(redisChannel.substring(PREFIX.length()), Set.of())) {
            member.sendText(text).subscribe().with(sent -> {
            }, failure -> LOG.debugf("Connection %s is gone: %s", member.id(), failure.getMessage()));
        }
    }
}
