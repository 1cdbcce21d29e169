package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Two nodes, one Redis, and history of everything that a connection has: nothing is lost when the links are. */
class HistoryNodesIT {

    private static final String[] HISTORY_OF_ALL = {"-Dquarkus.ws4redis.history.user.size=100",
            "-Dquarkus.ws4redis.history.user.ttl=1H", "-Dquarkus.ws4redis.history.broadcast.size=100",
            "-Dquarkus.ws4redis.history.broadcast.ttl=1H"};

    private static RedisProcess redis;
    private static WsTestNode a;
    private static WsTestNode b;

    private String pk;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        a = Nodes.start("node-history-a", redis, HISTORY_OF_ALL);
        b = Nodes.start("node-history-b", redis, HISTORY_OF_ALL);
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        redis.close();
    }

    @BeforeEach
    void ownPk(TestInfo test) {
        pk = test.getTestMethod().orElseThrow().getName();
        a.awaitReady(true);
        b.awaitReady(true);
    }

    @Test
    void aConnectionNoticesNothingOfALostLink() {
        try (WsTestClient alice = authenticated(a, 7); WsTestClient bob = authenticated(b, 8)) {
            subscribe(alice, "");
            subscribe(bob, "");
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> Numbers.publish(pk, 150, a, b));
            for (int cut = 0; cut < 3; cut++) {
                long next = 10L * cut;
                await().until(() -> top() > next);
                assertThat(redis.send("CLIENT KILL TYPE pubsub")).startsWith(":");
            }
            publishing.join();
            for (WsTestClient each : List.of(alice, bob)) {
                for (int i = 1; i <= 150; i++) {
                    expectMessage(each, i);
                }
                each.expectNothingMore();
            }
        }
    }

    @Test
    void aConnectionWithASubscriptionWithoutHistoryIsTold() {
        try (WsTestClient alice = authenticated(a, 7); WsTestClient bob = authenticated(b, 8)) {
            subscribe(alice, "");
            alice.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":5}").next();
            subscribe(bob, "");
            redis.send("CLIENT KILL TYPE pubsub");
            alice.expectClose(4006);
            b.awaitReady(true);
            bob.expectNothingMore();
        }
    }

    @Test
    void whoComesBackOnAnotherNodeMissesNothing() {
        String recover;
        try (WsTestClient alice = authenticated(a, 7)) {
            recover = recover(subscribe(alice, ""), 1);
            a.post(publish(), "1");
            expectMessage(alice, 1);
        }
        a.post(publish(), "2");
        b.post(publish(), "3");
        try (WsTestClient alice = authenticated(b, 7)) {
            assertThat(subscribe(alice, recover).get("offset").asLong()).isEqualTo(3);
            expectMessage(alice, 2);
            expectMessage(alice, 3);
            assertThat(alice.next().get("recovered").asBoolean()).isTrue();
            a.post(publish(), "4");
            expectMessage(alice, 4);
            alice.expectNothingMore();
        }
    }

    @Test
    void manyWhoComeBackWhileMessagesGoOnMissNothing() {
        String recover;
        try (WsTestClient alice = authenticated(a, 7)) {
            recover = recover(subscribe(alice, ""), 0);
        }
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> Numbers.publish(pk, 200, a, b));
        for (int i = 0; i < 12; i++) {
            try (WsTestClient client = authenticated(i % 2 == 0 ? a : b, 8)) {
                long at = subscribe(client, recover).get("offset").asLong();
                boolean recovered = false;
                for (long offset = 1; offset <= at + 3 && offset <= 200; offset++) {
                    JsonNode frame = client.next();
                    if (frame.has("recovered")) {
                        assertThat(frame.get("recovered").asBoolean()).isTrue();
                        assertThat(frame.get("offset").asLong()).isEqualTo(at).isEqualTo(offset - 1);
                        recovered = true;
                        frame = client.next();
                    }
                    assertThat(frame.get("offset").asLong()).isEqualTo(offset);
                }
                assertThat(recovered || at >= 200).isTrue();
            }
        }
        publishing.join();
    }

    @Test
    void whoWasOfflineGetsPersonalMessagesOnceOnEachDevice() {
        String phone;
        String laptop;
        try (WsTestClient onPhone = a.connect(); WsTestClient onLaptop = a.connect()) {
            phone = recover(authenticate(onPhone, 7, ""), null);
            laptop = recover(authenticate(onLaptop, 7, ""), null);
        }
        a.post("/server/user?name=alice", "\"one\"");
        try (WsTestClient onPhone = b.connect()) {
            authenticate(onPhone, 7, phone);
            long offset = onPhone.next().get("offset").asLong();
            JsonNode recovered = onPhone.next();
            assertThat(recovered.get("recovered").asBoolean()).isTrue();
            assertThat(recovered.get("offset").asLong()).isEqualTo(offset);
            phone = recover(recovered, null);
        }
        b.post("/server/user?name=alice", "\"two\"");
        try (WsTestClient onPhone = b.connect(); WsTestClient onLaptop = a.connect(); WsTestClient onTablet = a.connect()) {
            authenticate(onPhone, 7, phone);
            assertThat(onPhone.next().get("message").asText()).isEqualTo("two");
            authenticate(onLaptop, 7, laptop);
            assertThat(onLaptop.next().get("message").asText()).isEqualTo("one");
            assertThat(onLaptop.next().get("message").asText()).isEqualTo("two");
            assertThat(onLaptop.next().get("recovered").asBoolean()).isTrue();
            assertThat(onPhone.next().get("recovered").asBoolean()).isTrue();
            authenticate(onTablet, 7, "");
            onTablet.expectNothingMore().send("{\"action\":\"history\",\"channel\":\"user\",\"pk\":\"alice\",\"limit\":2}");
            assertThat(onTablet.next().at("/messages/1/message").asText()).isEqualTo("two");
        }
    }

    @Test
    void aRedisThatWasStartedAgainMayHaveForgottenAndSoEverybodyIsTold() {
        String recover;
        try (WsTestClient alice = authenticated(a, 7)) {
            recover = recover(subscribe(alice, ""), 0);
            a.post(publish(), "1");
            expectMessage(alice, 1);
            redis.restart();
            alice.expectClose(4006);
        }
        a.awaitReady(true);
        try (WsTestClient alice = authenticated(a, 7)) {
            subscribe(alice, recover);
            assertThat(alice.next().get("recovered").asBoolean()).isFalse();
            a.post(publish(), "2");
            expectMessage(alice, 1);
        }
    }

    private long top() {
        String reply = redis.send("HGET ws4redis:{journal:" + pk + ":events}:position offset");
        return reply.startsWith("$-1") ? 0 : Long.parseLong(reply.lines().skip(1).findFirst().orElse("0"));
    }

    private String publish() {
        return "/server/publish?channel=journal&pk=" + pk;
    }

    private JsonNode subscribe(WsTestClient client, String more) {
        return client.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":\"" + pk + "\"" + more + "}").next();
    }

    private void expectMessage(WsTestClient client, int number) {
        JsonNode frame = client.next();
        assertThat(frame.path("offset").asInt()).as(frame.toString()).isEqualTo(number);
        assertThat(frame.path("channel").asText()).isEqualTo("journal");
    }

    private static WsTestClient authenticated(WsTestNode node, long user) {
        WsTestClient client = node.connect();
        authenticate(client, user, "");
        return client;
    }

    private static JsonNode authenticate(WsTestClient client, long user, String more) {
        return client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(user) + "\"" + more + "}").next();
    }

    private static String recover(JsonNode frame, Integer offset) {
        return ",\"recover\":{\"epoch\":\"" + frame.get("epoch").asText() + "\",\"offset\":"
                + (offset == null ? frame.get("offset").asLong() : offset) + "}";
    }
}
