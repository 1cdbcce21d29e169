package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;

/** Servers that answer, and publish, and still are not the ones to talk to. */
class FormerMasterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RedisProcess redis;
    private Redis operator;
    private TestNode node;

    @BeforeEach
    void start() {
        redis = RedisProcess.start(0);
        operator = Redis.createClient(TestNode.VERTX, redis.url());
        node = new TestNode(redis.url());
        get(node.broker.subscribe("x"));
    }

    @AfterEach
    void stop() {
        node.broker.stop();
        operator.close();
        redis.close();
    }

    @Test
    void aDemotedMasterIsALostLinkThoughNoConnectionEnds() {
        try (RedisProcess promoted = RedisProcess.start(0)) {
            operate("REPLICAOF", "127.0.0.1", Integer.toString(promoted.port()));
            assertLostUntil("REPLICAOF", "NO", "ONE");
        }
    }

    @Test
    void aMasterThatIsCutOffFromItsReplicasIsALostLinkIfItIsToldToRefuseWrites() {
        operate("CONFIG", "SET", "min-replicas-to-write", "1");
        assertLostUntil("CONFIG", "SET", "min-replicas-to-write", "0");
    }

    @Test
    void aServerWithoutMemoryForMoreStillPublishes() {
        operate("CONFIG", "SET", "maxmemory", "1");
        operate("CONFIG", "RESETSTAT");
        await().atMost(PATIENCE).until(() -> get(operator.send(Request.cmd(Command.INFO).arg("errorstats")))
                .toString().contains("errorstat_OOM"));
        get(node.broker.publish("x", Buffer.buffer("1")));
        await().atMost(PATIENCE).until(() -> node.received.contains("x=1"));
        assertThat(node.gaps).isEmpty();
    }

    private void assertLostUntil(String... cure) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(node.gaps).containsExactly("x"));
        assertThat(node.broker.available()).isFalse();
        operate(cure);
        await().atMost(PATIENCE).until(() -> node.broker.available());
        get(node.broker.publish("x", Buffer.buffer("1")));
        await().atMost(PATIENCE).until(() -> node.received.contains("x=1"));
    }

    private void operate(String... words) {
        Request request = Request.cmd(Command.create(words[0]));
        for (int i = 1; i < words.length; i++) {
            request.arg(words[i]);
        }
        get(operator.send(request));
    }
}
