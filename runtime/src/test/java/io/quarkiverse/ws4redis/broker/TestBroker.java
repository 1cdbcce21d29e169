package io.quarkiverse.ws4redis.broker;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

/** The broker stage of one node over independent Redis, for tests of the stages after it. */
public record TestBroker(Ws4RedisConfig config, RedisKeys keys, Broker broker, History history, int count) {

    /** A stage that has to be started. */
    public static TestBroker of(Vertx vertx, RedisProcess... servers) {
        Ws4RedisConfig config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Ws4RedisConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("quarkus.ws4redis.redis.timeout", "5S",
                        "quarkus.ws4redis.redis.reconnect-max", "300MS"), "test", 100))
                .build().getConfigMapping(Ws4RedisConfig.class);
        RedisKeys keys = new RedisKeys(config);
        Map<String, Redis> clients = new TreeMap<>();
        for (int i = 0; i < servers.length; i++) {
            clients.put(Integer.toString(i), Redis.createClient(vertx, servers[i].url()));
        }
        Metrics metrics = new Metrics();
        Broker broker = new Broker(new StandaloneTopology(
                new LinkContext(vertx, config.redis(), metrics, PubSub.PLAIN), clients, keys.probe("test")), keys,
                new Interop(config, metrics));
        return new TestBroker(config, keys, broker, new History(broker, keys, config), servers.length);
    }

    /** {@return a topic of this channel that the Redis with that number has} */
    public Topic topicAt(int server, String channel) {
        var names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
        return IntStream.iterate(0, i -> i + 1).mapToObj(i -> new Topic("events", channel, Integer.toString(i)))
                .filter(topic -> StandaloneTopology.owner(HashSlot.of(redisChannel(topic)), names)
                        .equals(Integer.toString(server)))
                .findFirst().orElseThrow();
    }

    /** {@return the Redis channel of a topic} */
    public String redisChannel(Topic topic) {
        return keys.data(topic);
    }
}
