package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalChannel;
import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.broker.TestBroker;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.tracing.NoTracing;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** Whose connection ends when a link is lost. */
class GapTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FACILITY = "events";
    private static final Retention RETENTION = new Retention(10, Duration.ofHours(1));

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Integer> closed = new ConcurrentHashMap<>();
    private RedisProcess kept;
    private RedisProcess lost;
    private TestBroker stage;
    private SessionServices services;
    private Hub hub;

    @BeforeEach
    void start() {
        kept = RedisProcess.start(0);
        lost = RedisProcess.start(0);
        stage = TestBroker.of(vertx, kept, lost);
        services = new SessionServices(vertx, stage.config(), new Metrics(), null, new PermissionClock(),
                new MemoryGuard(vertx, stage.config()), SessionNode.absent());
        hub = new Hub(stage.broker(), stage.history(), stage.keys(), new Metrics(), new NoTracing(), stage.config());
        hub.start(channel -> SlowConsumer.CLOSE, restored -> {
        });
        get(stage.broker().start());
    }

    @AfterEach
    void stop() {
        stage.broker().stop();
        get(vertx.close());
        kept.close();
        lost.close();
    }

    @Test
    void onlyWhoSubscribedToAChannelWithoutHistoryAtTheLostLinkIsClosedWith4006() throws Exception {
        Topic here = stage.topicAt(0, "room");
        Topic there = stage.topicAt(1, "room");
        Topic journal = stage.topicAt(1, "journal");
        Session nobody = session("nobody");
        Session elsewhere = session("elsewhere");
        Session recovering = session("recovering");
        Session former = session("former");
        Session first = session("first");
        Session second = session("second");
        Session both = session("both");
        join(elsewhere, here);
        get(on(recovering, () -> hub.join(recovering.out(), journal, RETENTION, null)));
        join(former, there);
        join(first, there);
        join(second, there);
        join(both, here);
        join(both, there);
        leave(former, there);
        lost.send("CLIENT KILL TYPE pubsub");
        Map<String, Integer> expected = Map.of("first", 4006, "second", 4006, "both", 4006);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).containsAllEntriesOf(expected));
        await().atMost(PATIENCE).until(() -> stage.broker().available());
        for (Session other : List.of(nobody, elsewhere, recovering, former)) {
            on(other, () -> null);
        }
        assertThat(closed).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private Session session(String name) throws Exception {
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        EventLoop loop = context.nettyEventLoop();
        LocalChannel channel = new LocalChannel();
        loop.register(channel).sync();
        return loop.submit(() -> new Session(services, connection(name), context, channel, FACILITY)).get();
    }

    private void join(Session session, Topic topic) throws Exception {
        get(on(session, () -> hub.join(session.out(), topic)));
    }

    private void leave(Session session, Topic topic) throws Exception {
        on(session, () -> {
            hub.leave(session.out(), topic);
            return null;
        });
    }

    private static <T> T on(Session session, Callable<T> task) throws Exception {
        return ((ContextInternal) session.context()).nettyEventLoop().submit(task).get();
    }

    private WebSocketConnection connection(String name) {
        return (WebSocketConnection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{WebSocketConnection.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "id" -> name;
                    case "close" -> {
                        closed.put(name, ((CloseReason) arguments[0]).getCode());
                        yield Uni.createFrom().voidItem();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
