package io.quarkiverse.ws4redis.session;

import static io.quarkiverse.ws4redis.session.SessionNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.broker.BrokerStage;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.broker.TestBroker;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.tracing.NoTracing;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Vertx;

/** What nodes are told of permissions that have changed. Real Redis. */
class RecheckSenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final RedisProcess redis = RedisProcess.start(0);
    private final Queue<ControlMessage> told = new ConcurrentLinkedQueue<>();
    private final PermissionChanges changes = new PermissionChanges();
    private BrokerStage stage;
    private RecheckSender sender;

    @BeforeEach
    void start() {
        var config = TestBroker.of(vertx, redis).config();
        stage = BrokerStage.of(vertx, config, new Metrics(), redis.url());
        stage.control().listener(told::add);
        new Hub(stage.broker(), stage.history(), stage.keys(), new Metrics(), new NoTracing(), config).start(channel -> null,
                stage.control()::restored);
        get(stage.broker().start());
        // Nobody knows what was said before the node could hear it.
        await().atMost(PATIENCE).until(() -> told.contains(new ControlMessage.RecheckAll()));
        told.clear();
        sender = new RecheckSender(stage.control(), vertx);
    }

    @AfterEach
    void stop() {
        stage.broker().stop();
        get(vertx.close());
        redis.close();
    }

    @Test
    void eachIsToldOnceHoweverOftenItHasChanged() {
        changes.ofSubscribers("room", "3");
        changes.ofSubscribers("room", "4");
        changes.ofSubscribers("room", "3");
        changes.ofSubscribers("hall", null);
        changes.ofIdentity("member", "7");
        changes.ofIdentity("member", "7");
        sender.send(changes);
        await().atMost(PATIENCE).until(() -> told.size() >= 3);
        assertThat(told).containsExactly(new ControlMessage.Recheck("member", "7"),
                new ControlMessage.RecheckSubscribers("room", List.of("3", "4")),
                new ControlMessage.RecheckSubscribers("hall", Collections.singletonList(null)));
    }

    @Test
    void manyPksAreToldInSeveralMessages() {
        IntStream.range(0, 1200).forEach(pk -> changes.ofSubscribers("room", Integer.toString(pk)));
        sender.send(changes);
        await().atMost(PATIENCE).until(() -> told.size() == 3);
        List<String> pks = new ArrayList<>();
        told.forEach(message -> pks.addAll(((ControlMessage.RecheckSubscribers) message).pks()));
        assertThat(pks).hasSize(1200).doesNotHaveDuplicates();
    }

    @Test
    void whatRedisDoesNotTakeIsToldWhenItDoesAgain() {
        redis.stop();
        await().atMost(PATIENCE).until(() -> !stage.broker().available());
        changes.ofIdentity("member", "7");
        sender.send(changes);
        redis.restart();
        await().atMost(PATIENCE).until(() -> told.contains(new ControlMessage.Recheck("member", "7")));
    }

    @Test
    void anEndlessListIsToldAsEverything() {
        redis.stop();
        await().atMost(PATIENCE).until(() -> !stage.broker().available());
        IntStream.range(0, 1001).forEach(pk -> changes.ofIdentity("member", Integer.toString(pk)));
        sender.send(changes);
        redis.restart();
        await().atMost(PATIENCE).until(() -> told.contains(new ControlMessage.RecheckAll()));
        assertThat(told).doesNotContain(new ControlMessage.Recheck("member", "1000"));
    }

    @Test
    void aNodeThatMayHaveMissedWhatItWasToldAsksForEverything() {
        redis.stop();
        await().atMost(PATIENCE).until(() -> !stage.broker().available());
        redis.restart();
        await().atMost(PATIENCE).until(() -> told.contains(new ControlMessage.RecheckAll()));
    }
}
