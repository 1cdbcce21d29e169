package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/** What a node does while Redis is away, and after. */
class RedisFaultsIT {

    private static RedisProcess redis;
    private static Node node;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        node = Node.start("node-faults", redis);
    }

    @AfterAll
    static void stop() {
        node.close();
        redis.close();
    }

    @Test
    void aKilledSubscriberConnectionIsAGapAndIsReplaced() {
        try (WsClient alice = node.connect(); WsClient bob = node.connect(); WsClient anonymous = node.connect()) {
            alice.authAs(7);
            // Without a subscription of his own he would still get broadcasts.
            bob.authAs(8).send("{\"action\":\"unsubscribe\",\"channel\":\"user\",\"pk\":\"bob\"}")
                    .expect("{\"name\":\"unsubscribed\",\"channel\":\"user\",\"status\":0,\"pk\":\"bob\"}");
            assertThat(redis.send("CLIENT KILL TYPE pubsub")).startsWith(":");
            assertThat(alice.expectClose()).isEqualTo(4006);
            assertThat(bob.expectClose()).isEqualTo(4006);
            anonymous.expectNothingMore();
        }
        assertEverythingWorks();
    }

    @Test
    void aRedisThatWasStoppedAndStartedIsUsedAgain() {
        try (WsClient alice = node.connect(); WsClient anonymous = node.connect()) {
            alice.authAs(7);
            redis.stop();
            assertThat(alice.expectClose()).isEqualTo(4006);
            node.awaitReady(false);
            anonymous.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-200\"}");
            assertThat(anonymous.next().at("/message/code").asInt()).isEqualTo(503);
            redis.restart();
            node.awaitReady(true);
            anonymous.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-200\"}")
                    .expect("{\"name\":\"subscribed\",\"channel\":\"terminal\",\"status\":1,\"pk\":\"T-200\"}");
        }
        assertEverythingWorks();
    }

    @Test
    void aRedisThatDoesNotAnswerIsNoticed() {
        try (WsClient alice = node.connect()) {
            alice.authAs(7);
            redis.pause();
            try (WsClient anonymous = node.connect()) {
                assertThat(alice.expectClose()).isEqualTo(4006);
                anonymous.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-200\"}");
                assertThat(anonymous.next().at("/message/code").asInt()).isEqualTo(503);
                node.awaitReady(false);
            } finally {
                redis.resume();
            }
        }
        assertEverythingWorks();
    }

    private static void assertEverythingWorks() {
        node.awaitReady(true);
        try (WsClient alice = node.connect(); WsClient bob = node.connect()) {
            alice.authAs(7).subscribe("chat", "5", 2);
            bob.authAs(8).subscribe("chat", "5", 2);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":\"back\"}");
            bob.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"back\"}");
        }
    }
}
