package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** What a node does while Redis is away, and after. */
class RedisFaultsIT {

    private static RedisProcess redis;
    private static WsTestNode node;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        node = Nodes.start("node-faults", redis);
    }

    @AfterAll
    static void stop() {
        node.close();
        redis.close();
    }

    @Test
    void aKilledSubscriberConnectionIsAGapAndIsReplaced() {
        try (WsTestClient alice = node.connect(); WsTestClient bob = node.connect(); WsTestClient anonymous = node.connect()) {
            alice.auth("jwt", Tokens.of(7));
            // Without a subscription of his own he would still get broadcasts.
            bob.auth("jwt", Tokens.of(8)).send("{\"action\":\"unsubscribe\",\"channel\":\"user\",\"pk\":\"bob\"}")
                    .expect("{\"name\":\"unsubscribed\",\"channel\":\"user\",\"status\":0,\"pk\":\"bob\"}");
            assertThat(redis.send("CLIENT KILL TYPE pubsub")).startsWith(":");
            alice.expectClose(4006);
            bob.expectClose(4006);
            anonymous.expectNothingMore();
        }
        assertEverythingWorks();
    }

    @Test
    void aRedisThatWasStoppedAndStartedIsUsedAgain() {
        try (WsTestClient alice = node.connect(); WsTestClient anonymous = node.connect()) {
            alice.auth("jwt", Tokens.of(7));
            redis.stop();
            alice.expectClose(4006);
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
        try (WsTestClient alice = node.connect()) {
            alice.auth("jwt", Tokens.of(7));
            redis.pause();
            try (WsTestClient anonymous = node.connect()) {
                alice.expectClose(4006);
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
        try (WsTestClient alice = node.connect(); WsTestClient bob = node.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 5);
            bob.auth("jwt", Tokens.of(8)).subscribe("chat", 5);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":\"back\"}");
            bob.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"back\"}");
        }
    }
}
