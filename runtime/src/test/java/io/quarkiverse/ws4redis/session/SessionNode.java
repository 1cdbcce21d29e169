package io.quarkiverse.ws4redis.session;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.inject.Instance;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.broker.BrokerStage;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Invoker;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.PermissionTimes;
import io.quarkiverse.ws4redis.observe.tracing.NoTracing;
import io.quarkiverse.ws4redis.observe.tracing.Tracing;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.security.ConnectionLimit;
import io.quarkiverse.ws4redis.security.TokenVerifier;
import io.quarkus.arc.Arc;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** One node from its sessions to a real Redis, without Quarkus around it, and with {@link TestApplication} on it. */
final class SessionNode implements AutoCloseable {

    /** A control message of this kind is not for anybody, and comes after all that was published before it. */
    private static final String FENCE = "fence";

    final SessionIndex index = new SessionIndex();
    final Publisher publisher;
    /** What was thrown where nobody caught it. */
    final ConcurrentLinkedQueue<Throwable> escaped = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final RedisProcess redis = RedisProcess.start(0);
    private final List<Context> contexts = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private final Map<String, Promise<Void>> fences = new ConcurrentHashMap<>();
    private final BrokerStage stage;
    private final Sessions sessions;
    private int connections;
    private int settled;

    SessionNode(Map<String, String> settings) {
        this(settings, TestApplication.registry());
    }

    SessionNode(Map<String, String> settings, DispatchRegistry registry) {
        Arc.initialize();
        vertx.exceptionHandler(escaped::add);
        // More event loops than one: a message goes to each of them.
        contexts.addAll(List.of(vertx.getOrCreateContext(), vertx.getOrCreateContext()));
        Ws4RedisConfig config = config(settings);
        Metrics metrics = new Metrics();
        stage = BrokerStage.of(vertx, config, metrics, redis.url());
        ObjectMapper mapper = new ObjectMapper();
        Invoker invoker = new Invoker(null);
        HistoryPolicy policy = new HistoryPolicy(registry, config);
        ChannelSettings channels = new ChannelSettings(registry, config);
        ChannelMembers members = new ChannelMembers(channels, stage.channels(), mapper);
        Tracing tracing = new NoTracing();
        Hub hub = new Hub(stage.broker(), stage.history(), stage.keys(), metrics, tracing, config);
        Entrance entrance = new Entrance(hub, policy, metrics);
        Permissions permissions = new Permissions(registry, new PermissionCalls(invoker, new PermissionTimes()), config,
                mapper);
        PermissionClock clock = new PermissionClock();
        SubscribeHandler subscribe = new SubscribeHandler(permissions, clock, hub, entrance, members, metrics, config);
        Rechecks rechecks = new Rechecks(vertx, index, hub, permissions, clock, subscribe, metrics, config);
        PresenceHooks hooks = new PresenceHooks(registry, invoker, metrics, vertx);
        Identification identification = new Identification(stage.presence(), stage.control(), hub, entrance, hooks, index,
                subscribe, rechecks, members, metrics, config);
        AuthHandler auth = new AuthHandler(registry, invoker, new TokenVerifier(refusingTokens(), config), identification,
                mapper);
        publisher = new Publisher(stage.broker(), stage.history(), policy, stage.keys(), new Interop(config, metrics), metrics,
                tracing);
        Requests requests = new Requests(auth, subscribe, new PublishHandler(permissions, publisher),
                new HistoryHandler(stage.history(), policy, stage.keys(), config),
                new PresenceHandler(channels, stage.channels()), new CustomHandler(permissions, registry, invoker, mapper),
                new RequestTracing(tracing, registry, config));
        sessions = new Sessions(new SessionServices(vertx, config, metrics, requests, clock,
                new MemoryGuard(vertx, config), absent()), index, hub, auth,
                identification, new ConnectionLimit(config), absent());
        start(hub, channels, new ControlPlane(index, rechecks, hooks));
    }

    private void start(Hub hub, ChannelSettings channels, ControlPlane controlPlane) {
        hub.start(channels::slowConsumer, stage.control()::restored);
        stage.control().listener(message -> {
            if (message instanceof ControlMessage.Recheck recheck && recheck.kind().equals(FENCE)) {
                fences.remove(recheck.pk()).complete();
            } else {
                controlPlane.receive(message);
            }
        });
        get(stage.broker().start());
        stage.presence().start(controlPlane);
        // Known to Redis, the scripts keep the order of the calls.
        Peer first = open("first");
        first.send("{\"action\":\"auth\",\"kind\":\"member\",\"token\":\"alice\"}");
        settle();
        first.close();
        settle();
    }

    private static Ws4RedisConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("ping-interval", "0S", "limits.request-rate", "1000000",
                "limits.request-burst", "1000000", "channels.lobby.publish", "true"));
        all.putAll(settings);
        Map<String, String> named = new HashMap<>();
        all.forEach((name, value) -> named.put("quarkus.ws4redis." + name, value));
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Ws4RedisConfig.class)
                .withSources(new PropertiesConfigSource(named, "test", 100)).build().getConfigMapping(Ws4RedisConfig.class);
    }

    private static IdentityProviderManager refusingTokens() {
        return (IdentityProviderManager) Proxy.newProxyInstance(SessionNode.class.getClassLoader(),
                new Class<?>[]{IdentityProviderManager.class},
                (proxy, method, arguments) -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    @SuppressWarnings("unchecked")
    static <T> Instance<T> absent() {
        return (Instance<T>) Proxy.newProxyInstance(SessionNode.class.getClassLoader(), new Class<?>[]{Instance.class},
                (proxy, method, arguments) -> false);
    }

    /** A client connects. */
    Peer open(String facility) {
        return open(facility, null);
    }

    /** A client connects with the identity of its upgrade; {@code null} for none. */
    Peer open(String facility, SecurityIdentity identity) {
        Context context = contexts.get(connections % contexts.size());
        Peer peer = new Peer("c" + connections++, facility, sessions, context);
        peer.identity(identity);
        peers.add(peer);
        Promise<Void> open = Promise.promise();
        context.runOnContext(v -> {
            peer.open();
            open.complete();
        });
        get(open.future());
        return peer;
    }

    /** An identity is logged out by the application. */
    void logout(String kind, String pk) {
        get(stage.control().sendAll(new ControlMessage.CloseIdentity(kind, pk, 4002)));
    }

    /** The application says that what may be done with a pk of a channel has changed. Returns when the node knows. */
    void changed(String channel, String pk) {
        tell(new ControlMessage.RecheckSubscribers(channel, List.of(pk)));
    }

    /** Returns when the node knows of a control message, and its event loops have done what follows from it at once. */
    void tell(ControlMessage message) {
        get(stage.control().sendAll(message));
        fence();
        for (int i = 0; i < 2; i++) {
            get(Future.join(peers.stream().map(Peer::looped).toList()));
        }
    }

    /** Returns when all that was sent has been handled, and all that comes of it has arrived. */
    void settle() {
        peers.removeIf(Peer::isGone);
        get(Future.join(peers.stream().map(Peer::handled).toList()));
        fence();
        // Twice: what is closed by the server ends the connection a moment later.
        for (int i = 0; i < 2; i++) {
            get(Future.join(peers.stream().map(Peer::looped).toList()));
        }
    }

    private void fence() {
        Promise<Void> arrived = Promise.promise();
        String fence = "" + settled++;
        fences.put(fence, arrived);
        get(Future.join(stage.control().sendAll(new ControlMessage.Recheck(FENCE, fence)), arrived.future()));
    }

    /** All clients leave. */
    void closeAll() {
        peers.forEach(Peer::close);
        settle();
    }

    static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stage.broker().stop();
        get(vertx.close());
        redis.close();
    }
}
