package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Who is told that messages may be missing. */
class GapTest {

    private static final String FACILITY = "events";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final List<CloseReason> closed = new ArrayList<>();
    private RedisKeys keys;
    private Session session;
    private Sessions sessions;

    @BeforeEach
    void open() {
        Ws4RedisConfig config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Ws4RedisConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100)).build().getConfigMapping(Ws4RedisConfig.class);
        keys = new RedisKeys(config);
        SessionServices services = new SessionServices(vertx, config, new Metrics(), null);
        SessionIndex index = new SessionIndex();
        sessions = new Sessions(services, index, null, null, null, null, null,
                new HistoryPolicy(new DispatchRegistry(List.of(), List.of()), config), keys);
        session = new Session(services, connection(), context, new EmbeddedChannel(), FACILITY);
        index.opened(session);
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void aConnectionThatIsAboutToBeSomebodyMayMissBroadcasts() {
        session.identifying(true);
        gap("broadcast", null);
        assertThat(closed).extracting(CloseReason::getCode).containsExactly(4006);
    }

    @Test
    void aConnectionThatIsNobodyMissesNothing() {
        gap("broadcast", null);
        session.identifying(true);
        gap("room", "1");
        session.identifying(false);
        gap("broadcast", null);
        assertThat(closed).isEmpty();
    }

    /** Returns when the session has heard of it. */
    private void gap(String channel, String pk) {
        sessions.gap(List.of(keys.data(channel, pk, FACILITY)));
        Promise<Void> heard = Promise.promise();
        session.run(heard::complete);
        heard.future().toCompletionStage().toCompletableFuture().join();
    }

    private WebSocketConnection connection() {
        return (WebSocketConnection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{WebSocketConnection.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "id" -> "1";
                    case "close" -> {
                        closed.add((CloseReason) arguments[0]);
                        yield Uni.createFrom().voidItem();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
