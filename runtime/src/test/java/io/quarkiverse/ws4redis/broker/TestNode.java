package io.quarkiverse.ws4redis.broker;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Redis;

/** The broker stage of one node, without an application around it. */
final class TestNode implements PresenceListener {

    static final Vertx VERTX = Vertx.vertx();

    final Ws4RedisConfig config;
    final RedisKeys keys;
    final NodeId id = new NodeId();
    final Broker broker;
    final History history;
    final ChannelPresence channels;
    final Presence presence;
    final List<String> received = new CopyOnWriteArrayList<>();
    final List<String> gaps = new CopyOnWriteArrayList<>();
    final List<String> restored = new CopyOnWriteArrayList<>();
    final List<String> replaced = new CopyOnWriteArrayList<>();
    final List<Member> online = new CopyOnWriteArrayList<>();
    final List<Member> offline = new CopyOnWriteArrayList<>();

    final Metrics metrics = new Metrics();

    TestNode(String redisUrl) {
        this(redisUrl, "1S");
    }

    TestNode(String redisUrl, String grace) {
        this(redisUrl, Map.of("quarkus.ws4redis.presence.grace", grace));
    }

    TestNode(String redisUrl, Map<String, String> options) {
        this(options, node -> new StandaloneTopology(node.context(PubSub.PLAIN),
                Map.of("<default>", Redis.createClient(VERTX, redisUrl)), node.keys.probe(node.id.value())));
    }

    /** One of several independent Redis, or a Cluster. */
    TestNode(Function<TestNode, Topology> topology) {
        this(Map.of(), topology);
    }

    private TestNode(Map<String, String> options, Function<TestNode, Topology> topology) {
        config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Ws4RedisConfig.class)
                .withSources(new PropertiesConfigSource(options, "options", 200),
                        new PropertiesConfigSource(Map.of("quarkus.ws4redis.presence.expiry", "2S",
                                "quarkus.ws4redis.presence.refresh", "300MS", "quarkus.ws4redis.presence.grace", "1S",
                                "quarkus.ws4redis.presence.max-members", "3",
                                "quarkus.ws4redis.redis.timeout", "2S",
                                "quarkus.ws4redis.redis.probe-interval", "200MS", "quarkus.ws4redis.redis.reconnect-max",
                                "300MS",
                                "quarkus.ws4redis.redis.unsubscribe-delay", "100MS"), "test", 100))
                .build().getConfigMapping(Ws4RedisConfig.class);
        keys = new RedisKeys(config);
        broker = new Broker(topology.apply(this), keys, new Interop(config, metrics));
        history = new History(broker, keys, config);
        broker.listener(new BrokerListener() {
            @Override
            public void onMessage(String redisChannel, Buffer payload) {
                received.add(redisChannel + "=" + payload);
            }

            @Override
            public void onGap(Collection<String> redisChannels) {
                gaps.addAll(redisChannels);
            }

            @Override
            public void onRestored(Collection<String> redisChannels) {
                restored.addAll(redisChannels);
            }
        });
        get(broker.start());
        channels = new ChannelPresence(VERTX, broker, keys, id, metrics, config);
        presence = new Presence(VERTX, broker, channels, keys, id, config);
        presence.start(this);
    }

    LinkContext context(PubSub pubSub) {
        return new LinkContext(VERTX, config.redis(), new Metrics(), pubSub);
    }

    @Override
    public void onReplaced(String connectionId) {
        replaced.add(connectionId);
    }

    @Override
    public void onOnline(Member member) {
        online.add(member);
    }

    @Override
    public void onOffline(Member member) {
        offline.add(member);
    }

    /** As if the node had died: nothing is taken back. */
    void stop() {
        broker.stop();
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
