package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** A node that asks sentinels where Redis is, while Redis moves. Bob has history of all he gets, and Alice has not. */
class SentinelIT {

    private static Sentinels sentinels;
    private static WsTestNode node;

    @BeforeAll
    static void start() {
        sentinels = new Sentinels();
        node = Nodes.start("node-sentinel", sentinels.master(), Stream.concat(
                Stream.of(RedisPage.options("sentinel", Map.of("quarkus.redis.hosts", sentinels.hosts()))),
                Stream.of("-Dquarkus.ws4redis.history.user.size=100", "-Dquarkus.ws4redis.history.user.ttl=1H",
                        "-Dquarkus.ws4redis.history.broadcast.size=100", "-Dquarkus.ws4redis.history.broadcast.ttl=1H"))
                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
        if (sentinels != null) {
            sentinels.close();
        }
    }

    @Test
    void aMasterThatDiesIsReplacedAndEverybodyIsTold() {
        try (WsTestClient alice = authenticated(7); WsTestClient bob = authenticated(8)) {
            alice.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":5}").next();
            JsonNode position = journal(bob, "");
            node.post("/server/publish?channel=journal&pk=1", "\"before\"");
            assertThat(bob.next().get("message").asText()).isEqualTo("before");

            sentinels.killMaster();
            alice.expectClose(4006);
            bob.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":1,\"id\":1}");
            JsonNode answer = bob.next();
            assertThat(answer.at("/message/code").asInt()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.get("id").asInt()).isEqualTo(1);

            assertThat(bob.expectClose()).as("when the new master is found").isEqualTo(4006);
            node.awaitReady(true);
            assertEverythingWorks();
            assertNotRecovered(position);
        } finally {
            sentinels.heal();
        }
        node.awaitReady(true);
        assertEverythingWorks();
    }

    @Test
    void aMasterThatIsDemotedAndLivesIsLeft() {
        try (WsTestClient alice = authenticated(7); WsTestClient bob = authenticated(8)) {
            alice.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":5}").next();
            JsonNode position = journal(bob, "");
            sentinels.failOver();
            alice.expectClose(4006);
            bob.expectClose(4006);
            await().atMost(Sentinels.PATIENCE).untilAsserted(
                    () -> assertThat(subscribersAtMaster()).as("the node's link").isPositive());
            node.awaitReady(true);
            assertEverythingWorks();
            assertNotRecovered(position);
            assertThat(sentinels.replica().send("PUBSUB CHANNELS ws4redis:*")).startsWith("*0\r\n");
        } finally {
            sentinels.heal();
        }
    }

    private static long subscribersAtMaster() {
        return sentinels.master().send("PUBSUB CHANNELS ws4redis:probe:*").lines()
                .filter(line -> line.startsWith("ws4redis:")).count();
    }

    private static void assertEverythingWorks() {
        try (WsTestClient alice = authenticated(7); WsTestClient bob = authenticated(8)) {
            alice.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":5}").next();
            bob.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":\"back\",\"id\":2}");
            alice.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"back\"}");
            assertThat(bob.next().get("name").asText()).isEqualTo("ok");
        }
    }

    private static void assertNotRecovered(JsonNode position) {
        try (WsTestClient bob = authenticated(8)) {
            JsonNode now = journal(bob, ",\"recover\":{\"epoch\":\"" + position.get("epoch").asText() + "\",\"offset\":"
                    + position.get("offset") + "}");
            assertThat(now.get("epoch")).isNotEqualTo(position.get("epoch"));
            assertThat(bob.next().get("recovered").asBoolean()).isFalse();
        }
    }

    private static JsonNode journal(WsTestClient client, String more) {
        return client.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":1" + more + "}").next();
    }

    private static WsTestClient authenticated(long user) {
        WsTestClient client = node.connect();
        client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(user) + "\"}").next();
        return client;
    }
}
