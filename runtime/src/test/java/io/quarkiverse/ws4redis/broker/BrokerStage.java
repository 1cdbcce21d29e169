package io.quarkiverse.ws4redis.broker;

import java.util.Map;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

/** The broker stage of one node, to be started by tests of the stages that are built on it. */
public record BrokerStage(Broker broker, RedisKeys keys, History history, ChannelPresence channels, Presence presence,
        Control control) {

    public static BrokerStage of(Vertx vertx, Ws4RedisConfig config, Metrics metrics, String redisUrl) {
        RedisKeys keys = new RedisKeys(config);
        NodeId id = new NodeId();
        Broker broker = new Broker(new StandaloneTopology(new LinkContext(vertx, config.redis(), metrics, PubSub.PLAIN),
                Map.of("<default>", Redis.createClient(vertx, redisUrl)), keys.probe(id.value())), keys,
                new Interop(config, metrics));
        ChannelPresence channels = new ChannelPresence(vertx, broker, keys, id, metrics, config);
        return new BrokerStage(broker, keys, new History(broker, keys, config), channels,
                new Presence(vertx, broker, channels, keys, id, config), new Control(broker, keys, id));
    }
}
