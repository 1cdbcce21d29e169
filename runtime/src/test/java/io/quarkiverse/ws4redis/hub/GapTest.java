package io.quarkiverse.ws4redis.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalChannel;
import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.broker.TestBroker;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.tracing.NoTracing;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/** A link that is lost in the moment in which somebody is let in. */
class GapTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topic TOPIC = new Topic("events", "room", "1");

    private final Vertx vertx = Vertx.vertx();
    /** Another one than the links'. */
    private final EventLoop loop = ((VertxInternal) vertx).createEventLoopContext().nettyEventLoop();
    private final AtomicInteger missed = new AtomicInteger();
    private RedisProcess redis;
    private TestBroker stage;
    private Hub hub;
    private Outbound out;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start(0);
        stage = TestBroker.of(vertx, redis);
        hub = new Hub(stage.broker(), stage.history(), stage.keys(), new Metrics(), new NoTracing(), stage.config());
        hub.start(channel -> SlowConsumer.CLOSE, restored -> {
        });
        get(stage.broker().start());
        LocalChannel channel = new LocalChannel();
        loop.register(channel).sync();
        out = loop.submit(() -> new Outbound(channel, 1000, new OutboundListener() {
            @Override
            public void onOverflow() {
                throw new AssertionError();
            }

            @Override
            public void onMissed() {
                missed.incrementAndGet();
            }

            @Override
            public void onDrop() {
                throw new AssertionError();
            }

            @Override
            public void onLag() {
                throw new AssertionError();
            }
        })).get();
    }

    @AfterEach
    void stop() {
        stage.broker().stop();
        get(vertx.close());
        redis.close();
    }

    @Test
    void whoIsConfirmedAndNotYetThereWhenTheLinkIsLostIsTold() throws Exception {
        Promise<Void> joined = Promise.promise();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        loop.execute(() -> {
            hub.join(out, TOPIC).onComplete(joined);
            asked.countDown();
            await().atMost(PATIENCE).until(() -> busy.getCount() == 0);
        });
        asked.await();
        String redisChannel = stage.redisChannel(TOPIC);
        // Asked later, and answered later.
        get(stage.broker().subscribe(redisChannel));
        redis.stop();
        await().atMost(PATIENCE).until(() -> !stage.broker().available(redisChannel));
        // What follows from it has followed.
        Promise<Void> told = Promise.promise();
        stage.broker().execute(told::complete);
        get(told.future());
        assertThat(joined.future().isComplete()).isFalse();
        busy.countDown();
        get(joined.future());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(missed).hasValue(1));
    }

    @Test
    void whoAsksWhenTheLinkIsLostIsNotLetIn() throws Exception {
        redis.stop();
        await().atMost(PATIENCE).until(() -> !stage.broker().available());
        Future<Void> joined = loop.submit(() -> hub.join(out, TOPIC)).get();
        await().atMost(PATIENCE).until(joined::failed);
        assertThat(missed).hasValue(0);
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
