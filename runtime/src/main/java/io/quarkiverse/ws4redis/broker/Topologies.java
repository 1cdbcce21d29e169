package io.quarkiverse.ws4redis.broker;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;

/** Makes of the configured Redis clients what they are together. */
@Singleton
public final class Topologies {

    private final Vertx vertx;
    private final Instance<Redis> clients;
    private final ClientOptions options;
    private final Ws4RedisBuildTimeConfig buildTime;
    private final Ws4RedisConfig config;
    private final RedisKeys keys;
    private final NodeId node;
    private final Metrics metrics;

    @Inject
    Topologies(Vertx vertx, @Any Instance<Redis> clients, ClientOptions options, Ws4RedisBuildTimeConfig buildTime,
            Ws4RedisConfig config, RedisKeys keys, NodeId node, Metrics metrics) {
        this.vertx = vertx;
        this.clients = clients;
        this.options = options;
        this.buildTime = buildTime;
        this.config = config;
        this.keys = keys;
        this.node = node;
        this.metrics = metrics;
    }

    Topology create() {
        Map<String, Redis> named = new LinkedHashMap<>();
        buildTime.redisClients().forEach(name -> named.put(name, client(name)));
        return named.keySet().stream().flatMap(name -> options.of(name).stream())
                .filter(one -> one.getType() == RedisClientType.CLUSTER).findFirst()
                .<Topology>map(cluster -> new ClusterTopology(context(PubSub.SHARDED),
                        new ClusterNodes(vertx, cluster, config.redis().timeout()), keys, node.value()))
                .orElseGet(() -> new StandaloneTopology(context(PubSub.PLAIN), named, keys.probe(node.value())));
    }

    private LinkContext context(PubSub pubSub) {
        return new LinkContext(vertx, config.redis(), metrics, pubSub);
    }

    private Redis client(String name) {
        return name.equals(RedisConfig.DEFAULT_CLIENT_NAME)
                ? clients.select(Default.Literal.INSTANCE).get()
                : clients.select(RedisClientName.Literal.of(name)).get();
    }
}
