package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.redisprocess.RedisCluster;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Two nodes and a Redis Cluster of three masters with a replica each, as the user that the documentation shows. */
class ClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String TERMINAL = "{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-100\"}";

    private static RedisCluster cluster;
    private static WsTestNode a;
    private static WsTestNode b;

    private String pk;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start(1);
        cluster.nodes().forEach(
                node -> assertThat(node.send("ACL SETUSER " + RedisPage.user("cluster-acl"))).startsWith("+OK"));
        String[] options = RedisPage.options("cluster",
                Map.of("quarkus.redis.hosts", cluster.hosts().replace("redis://", "redis://ws4redis:change-me@")));
        a = Nodes.start("node-cluster-a", cluster.nodes().get(0), options);
        b = Nodes.start("node-cluster-b", cluster.nodes().get(0), options);
    }

    @AfterAll
    static void stop() {
        Stream.of(a, b, cluster).forEach(ClusterIT::close);
    }

    private static void close(AutoCloseable each) {
        try {
            if (each != null) {
                each.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void ready(TestInfo test) {
        pk = test.getTestMethod().orElseThrow().getName();
        a.awaitReady(true);
        b.awaitReady(true);
    }

    @AfterEach
    void nothingWasDenied() {
        cluster.nodes().forEach(node -> assertThat(node.send("ACL LOG")).startsWith("*0\r\n"));
    }

    @Test
    void messagesCrossNodesWhateverMasterTheyGoBy() {
        try (WsTestClient alice = a.connect(); WsTestClient bob = b.connect()) {
            alice.auth("jwt", Tokens.of(7));
            bob.auth("jwt", Tokens.of(8));
            for (int i = 1; i <= 10; i++) {
                bob.subscribe("chat", i);
            }
            for (int i = 1; i <= 10; i++) {
                alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":" + i + ",\"message\":" + i + ",\"id\":" + i
                        + "}");
                bob.expect("{\"channel\":\"chat\",\"pk\":\"" + i + "\",\"message\":" + i + "}");
                assertThat(alice.next().get("receivers").asInt()).isEqualTo(1);
            }
            a.post("/server/broadcast", "{\"all\":true}");
            bob.expect("{\"channel\":\"broadcast\",\"message\":{\"all\":true}}").expectNothingMore();
            a.post("/server/publish?channel=chat&pk=1&pk=2&pk=3", "0");
            assertThat(Stream.of(bob.next(), bob.next(), bob.next()).map(frame -> frame.get("pk").asText()))
                    .containsExactlyInAnyOrder("1", "2", "3");
        }
    }

    @Test
    void presenceActionsHistoryAndLogoutWorkAcrossNodes() {
        try (WsTestClient alice = a.connect(); WsTestClient bob = b.connect()) {
            alice.auth("jwt", Tokens.of(7));
            bob.auth("jwt", Tokens.of(8));
            alice.send("{\"action\":\"subscribe\",\"channel\":\"lounge\",\"pk\":\"1\"}").next();
            alice.next();
            bob.send("{\"action\":\"subscribe\",\"channel\":\"lounge\",\"pk\":\"1\"}").next();
            assertThat(alice.next().get("name").asText()).isEqualTo("joined");
            alice.send("{\"action\":\"presence\",\"channel\":\"lounge\",\"pk\":1}");
            assertThat(alice.next().get("count").asInt()).isEqualTo(2);
            bob.next();
            bob.send("{\"action\":\"order\",\"channel\":\"lounge\",\"pk\":1,\"id\":1}");
            assertThat(bob.next().get("result").asText()).isEqualTo("tea");
            assertThat(a.get("/server/online?kind=member&pk=8")).isEqualTo("true");

            a.post(publish(), "1");
            subscribe(bob, "");
            bob.send("{\"action\":\"history\",\"channel\":\"journal\",\"pk\":\"" + pk + "\",\"limit\":5}");
            assertThat(bob.next().at("/messages/0/message").asInt()).isEqualTo(1);

            a.post("/server/logout?kind=member&pk=8", "");
            bob.expectClose(4002);
            assertThat(alice.next().get("name").asText()).isEqualTo("left");
            alice.expectNothingMore();
        }
    }

    @Test
    void theNewestConnectionReplacesTheOlderOneOnWhateverNode() {
        try (WsTestClient older = a.connect(); WsTestClient newer = b.connect()) {
            older.send(TERMINAL).next();
            newer.send(TERMINAL).next();
            older.expectClose(4003);
            newer.expectNothingMore();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(a.get("/server/online?kind=terminal&pk=11")).isEqualTo("false"));
    }

    @Test
    void aSlotThatMovesLosesAndDoublesNothingOfAChannelWithHistory() {
        String topic = topic("journal", pk);
        try (WsTestClient alice = authenticated(a, 7); WsTestClient bob = authenticated(b, 8)) {
            subscribe(alice, "");
            subscribe(bob, "");
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> Numbers.publish(pk, 200, a, b));
            for (int moves = 1; moves <= 3; moves++) {
                long next = 30L * moves;
                await().atMost(PATIENCE).until(() -> top(topic) > next);
                cluster.move(topic, cluster.otherMaster(topic), () -> {
                    // Messages go on all the time.
                });
            }
            publishing.join();
            for (WsTestClient each : List.of(alice, bob)) {
                for (int i = 1; i <= 200; i++) {
                    JsonNode frame = each.next();
                    assertThat(frame.path("offset").asInt()).as(frame.toString()).isEqualTo(i);
                    assertThat(frame.path("message").asInt()).as(frame.toString()).isEqualTo(i);
                }
                each.expectNothingMore();
            }
        }
    }

    @Test
    void whoComesBackAfterASlotHasMovedMissesNothing() {
        String recover;
        try (WsTestClient alice = authenticated(a, 7)) {
            recover = recover(subscribe(alice, ""));
        }
        a.post(publish(), "1");
        cluster.move(topic("journal", pk), cluster.otherMaster(topic("journal", pk)), () -> a.post(publish(), "2"));
        b.post(publish(), "3");
        try (WsTestClient alice = authenticated(b, 7)) {
            subscribe(alice, recover);
            assertThat(Stream.of(alice.next(), alice.next(), alice.next()).map(frame -> frame.get("message").asInt()))
                    .containsExactly(1, 2, 3);
            assertThat(alice.next().get("recovered").asBoolean()).isTrue();
        }
    }

    @Test
    void ofASlotThatMovesOnlySubscribersWithoutHistoryAreTold() {
        try (WsTestClient alice = authenticated(a, 7); WsTestClient bob = authenticated(b, 8)) {
            subscribe(alice, "");
            alice.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":100}").next();
            bob.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":101}").next();
            String moved = topic("chat", "101");
            cluster.move(moved, cluster.otherMaster(moved), () -> {
                // Nothing else is to happen.
            });
            bob.expectClose(4006);
            try (WsTestClient again = authenticated(b, 8)) {
                await().atMost(PATIENCE).until(() -> isSubscribed(again));
                a.post("/server/publish?channel=chat&pk=101", "1");
                again.expect("{\"channel\":\"chat\",\"pk\":\"101\",\"message\":1}");
            }
            alice.expectNothingMore();
        }
    }

    /** It may still be told that Redis is not available. */
    private static boolean isSubscribed(WsTestClient client) {
        return client.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":101}").next().path("name").asText()
                .equals("subscribed");
    }

    @Test
    void aMasterThatDiesIsReplacedAndTheTopicsOfTheOthersAreUnharmed() {
        RedisProcess doomed = cluster.master("ws4redis:{broadcast:events}");
        String safe = pkOf("journal", doomed, false);
        String hit = pkOf("journal", doomed, true);
        String recoverSafe;
        String recoverHit;
        try (WsTestClient alice = authenticated(a, 7)) {
            recoverSafe = recover(subscribe(alice, safe, ""));
            recoverHit = recover(subscribe(alice, hit, ""));
            a.post("/server/publish?channel=journal&pk=" + safe, "1");
            a.post("/server/publish?channel=journal&pk=" + hit, "1");
            assertThat(alice.next().get("offset").asInt()).isEqualTo(1);
            assertThat(alice.next().get("offset").asInt()).isEqualTo(1);
            doomed.stop();
            assertThat(alice.expectClose()).as("it would have got broadcasts").isEqualTo(4006);
        }
        a.awaitReady(true);
        b.awaitReady(true);
        try (WsTestClient alice = authenticated(b, 7); WsTestClient bob = authenticated(a, 8)) {
            subscribe(alice, safe, recoverSafe);
            assertThat(alice.next().get("message").asInt()).isEqualTo(1);
            assertThat(alice.next().get("recovered").asBoolean()).isTrue();
            subscribe(alice, hit, recoverHit);
            assertThat(alice.next().get("recovered").asBoolean()).as("the replica may not have had all").isFalse();
            bob.send("{\"action\":\"publish\",\"channel\":\"journal\",\"pk\":\"" + hit + "\",\"message\":2,\"id\":1}");
            assertThat(alice.next().get("message").asInt()).isEqualTo(2);
            assertThat(bob.next().get("name").asText()).isEqualTo("ok");
            b.post("/server/broadcast", "3");
            assertThat(alice.next().get("message").asInt()).isEqualTo(3);
            assertThat(bob.next().get("message").asInt()).isEqualTo(3);
        } finally {
            doomed.restart();
            doomed.send("ACL SETUSER " + RedisPage.user("cluster-acl"));
            await().atMost(PATIENCE).until(() -> doomed.send("INFO replication").contains("role:slave"));
            cluster.awaitHealth();
            // For a moment it knew no such user.
            doomed.send("ACL LOG RESET");
        }
    }

    /** {@return a pk whose topic is, or is not, at a master} */
    private static String pkOf(String channel, RedisProcess master, boolean there) {
        return IntStream.iterate(1000, i -> i + 1).mapToObj(Integer::toString)
                .filter(each -> cluster.master(topic(channel, each)) == master == there).findFirst().orElseThrow();
    }

    private static long top(String topic) {
        String reply = cluster.master(topic).send("HGET " + topic + ":position offset");
        return reply.startsWith("$") && !reply.startsWith("$-1")
                ? Long.parseLong(reply.lines().skip(1).findFirst().orElse("0"))
                : 0;
    }

    private String publish() {
        return "/server/publish?channel=journal&pk=" + pk;
    }

    private static String topic(String channel, String pk) {
        return "ws4redis:{" + channel + ":" + pk + ":events}";
    }

    private JsonNode subscribe(WsTestClient client, String more) {
        return subscribe(client, pk, more);
    }

    private static JsonNode subscribe(WsTestClient client, String pk, String more) {
        return client.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":\"" + pk + "\"" + more + "}").next();
    }

    private static WsTestClient authenticated(WsTestNode node, long user) {
        WsTestClient client = node.connect();
        client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(user) + "\"}").next();
        return client;
    }

    private static String recover(JsonNode frame) {
        return ",\"recover\":{\"epoch\":\"" + frame.get("epoch").asText() + "\",\"offset\":" + frame.get("offset").asLong()
                + "}";
    }
}
