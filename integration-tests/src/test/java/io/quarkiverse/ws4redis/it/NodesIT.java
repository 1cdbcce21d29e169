package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Two nodes, one Redis. */
class NodesIT {

    private static final String TERMINAL = "{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-100\"}";
    private static final String TERMINAL_ACK = "{\"name\":\"subscribed\",\"channel\":\"terminal\",\"status\":1,\"pk\":\"T-100\"}";

    private static RedisProcess redis;
    private static WsTestNode a;
    private static WsTestNode b;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        a = Nodes.start("node-a", redis);
        b = Nodes.start("node-b", redis);
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        redis.close();
    }

    @Test
    void whatIsPublishedOnOneNodeArrivesOnTheOther() {
        try (WsTestClient alice = a.connect(); WsTestClient bob = b.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 5);
            bob.auth("jwt", Tokens.of(8)).subscribe("chat", 5);
            for (int i = 0; i < 20; i++) {
                alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":" + i + "}");
            }
            for (int i = 0; i < 20; i++) {
                bob.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":" + i + "}");
            }
            a.post("/server/broadcast", "{\"all\":true}");
            bob.expect("{\"channel\":\"broadcast\",\"message\":{\"all\":true}}").expectNothingMore();
        }
    }

    @Test
    void theNewestConnectionReplacesTheOlderOneOnWhateverNode() {
        try (WsTestClient older = a.connect(); WsTestClient newer = b.connect()) {
            older.send(TERMINAL).expect(TERMINAL_ACK);
            newer.send(TERMINAL).expect(TERMINAL_ACK);
            older.expectClose(4003);
            newer.expectNothingMore();
            assertThat(a.get("/server/connections?kind=terminal&pk=11")).containsOnlyOnce("connectionId");
        }
        await().untilAsserted(() -> assertThat(a.get("/server/online?kind=terminal&pk=11")).isEqualTo("false"));
    }

    @Test
    void ofConnectionsThatComeToBothNodesAtOnceOneStays() {
        List<WsTestClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                clients.add((i % 2 == 0 ? a : b).connect());
            }
            clients.forEach(client -> client.write(TERMINAL));
            await().untilAsserted(() -> assertThat(clients).filteredOn(WsTestClient::isClosed).hasSize(9));
            assertThat(a.get("/server/connections?kind=terminal&pk=11")).containsOnlyOnce("connectionId");
            clients.stream().filter(client -> !client.isClosed()).forEach(
                    client -> client.expect(TERMINAL_ACK).expectNothingMore());
        } finally {
            clients.forEach(WsTestClient::close);
        }
        await().untilAsserted(() -> assertThat(b.get("/server/online?kind=terminal&pk=11")).isEqualTo("false"));
    }

    @Test
    void anIdentityIsLoggedOutOnWhateverNode() {
        try (WsTestClient alice = a.connect(); WsTestClient alsoAlice = b.connect(); WsTestClient bob = b.connect()) {
            alice.auth("jwt", Tokens.of(7));
            alsoAlice.auth("jwt", Tokens.of(7));
            bob.auth("jwt", Tokens.of(8));
            a.post("/server/logout?kind=member&pk=7", "");
            alice.expectClose(4002);
            alsoAlice.expectClose(4002);
            bob.expectNothingMore();
        }
    }

    @Test
    void oneConnectionIsClosedOnWhateverNode() {
        try (WsTestClient alice = a.connect(); WsTestClient alsoAlice = b.connect()) {
            alice.auth("jwt", Tokens.of(7));
            alsoAlice.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"id\":1,\"token\":\"" + Tokens.of(7) + "\"}").next();
            String connection = alsoAlice.next().get("connection").asText();
            assertThat(a.get("/server/connections?kind=member&pk=7")).contains(connection);
            a.post("/server/disconnect?connection=" + connection, "");
            alsoAlice.expectClose(4002);
            alice.expectNothingMore();
        }
    }

    @Test
    void permissionsAreAskedForAgainOnWhateverNode() {
        try (WsTestClient bob = b.connect()) {
            bob.auth("jwt", Tokens.of(8)).subscribe("group", 1);
            b.post("/server/membership?member=8&group=1&in=false", "");
            a.post("/server/recheck?kind=member&pk=8", "");
            assertThat(bob.next().at("/message/error").asText()).isEqualTo("subscribe permission denied");
            bob.expect("{\"name\":\"unsubscribed\",\"channel\":\"group\",\"status\":1,\"pk\":\"1\"}");
            bob.expectNothingMore();
        } finally {
            b.post("/server/membership?member=8&group=1&in=true", "");
        }
    }

    @Test
    void theUsersOfAKilledNodeAreOfflineInTime() {
        WsTestNode doomed = Nodes.start("node-doomed", redis);
        try (WsTestClient bob = doomed.connect()) {
            bob.auth("jwt", Tokens.of(8));
            assertThat(a.get("/server/online?kind=member&pk=8")).isEqualTo("true");
            long offlineHooks = offlineHooks();
            doomed.kill();
            // Expiry, and time for the survivors' next look.
            await().atMost(Nodes.PRESENCE_EXPIRY.plus(Duration.ofSeconds(10)))
                    .untilAsserted(() -> assertThat(a.get("/server/online?kind=member&pk=8")).isEqualTo("false"));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(offlineHooks()).isEqualTo(offlineHooks + 1));
        } finally {
            doomed.close();
        }
    }

    private static long offlineHooks() {
        return (a.get("/server/hooks") + b.get("/server/hooks")).split("offline member:8", -1).length - 1;
    }
}
