package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** A database that does not answer a permission method's question: nothing is permitted, and who needs no answer notices nothing. */
class DatabaseFaultsIT {

    private static final int POOL = 4;

    private final RedisProcess redis = RedisProcess.start(0);
    private final WsTestNode node = Nodes.start("node-database", redis, "-Dquarkus.datasource.jdbc.max-size=" + POOL,
            "-Dquarkus.datasource.jdbc.acquisition-timeout=500MS");
    private final WsTestClient alice = node.connect();
    private final WsTestClient bob = node.connect();

    @BeforeEach
    void subscribe() {
        alice.auth("jwt", Tokens.of(7)).subscribe("group", 1).subscribe("chat", 5);
        bob.auth("jwt", Tokens.of(8)).subscribe("chat", 5);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        node.close();
        redis.close();
    }

    @Test
    void withoutAConnectionToItNothingIsPermittedUntilThereIsOneAgain() {
        node.post("/database/take?connections=" + POOL, "");
        assertNothingThatAsksIsPermitted(503);
        assertOthersGoOn();
        node.post("/database/give", "");
        bob.send(subscribeToGroup()).expect("{\"name\":\"subscribed\",\"channel\":\"group\",\"status\":3,\"pk\":\"1\"}");
        assertThat(bob.next().get("name").asText()).isEqualTo("ok");
        alice.send(publishToGroup());
        assertThat(bob.next().get("message").asText()).isEqualTo("secret");
    }

    @Test
    void withoutAConnectionToItNothingIsRevokedUntilItCanBeAsked() {
        node.post("/server/membership?member=7&group=1&in=false", "");
        node.post("/database/take?connections=" + POOL, "");
        node.post("/server/recheck?kind=member&pk=7", "");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> node.get("/q/metrics").matches("(?s).*ws4redis_rechecks_failed_total [1-9].*"));
        node.post("/server/publish?channel=group&pk=1", "1");
        alice.expect("{\"channel\":\"group\",\"pk\":\"1\",\"message\":1}");
        node.post("/database/give", "");
        alice.expectError(403).expect("{\"name\":\"unsubscribed\",\"channel\":\"group\",\"status\":2,\"pk\":\"1\"}");
    }

    @Test
    void anErrorOfItIsNoPermission() {
        node.post("/database/drop?table=Member_groups", "");
        assertNothingThatAsksIsPermitted(500);
        assertOthersGoOn();
    }

    private void assertNothingThatAsksIsPermitted(int code) {
        assertThat(error(bob.send(subscribeToGroup()))).isEqualTo(code);
        assertThat(error(alice.send(publishToGroup()))).isEqualTo(code);
        try (WsTestClient newcomer = node.connect()) {
            newcomer.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"id\":1,\"token\":\"" + Tokens.of(7) + "\"}");
            assertThat(error(newcomer)).isEqualTo(code);
            newcomer.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":5}");
            assertThat(error(newcomer)).as("still nobody").isEqualTo(403);
        }
    }

    /** In channels whose permissions ask no database. */
    private void assertOthersGoOn() {
        bob.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":\"still here\"}");
        for (WsTestClient each : new WsTestClient[]{alice, bob}) {
            each.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"still here\"}").expectNothingMore();
        }
    }

    private static int error(WsTestClient client) {
        JsonNode frame = client.next();
        assertThat(frame.at("/message/error").asText()).as(frame.toString()).doesNotContain("SQL", "Exception", "Table");
        return frame.at("/message/code").asInt();
    }

    private static String subscribeToGroup() {
        return "{\"action\":\"subscribe\",\"channel\":\"group\",\"pk\":1,\"id\":1}";
    }

    private static String publishToGroup() {
        return "{\"action\":\"publish\",\"channel\":\"group\",\"pk\":1,\"message\":\"secret\"}";
    }
}
