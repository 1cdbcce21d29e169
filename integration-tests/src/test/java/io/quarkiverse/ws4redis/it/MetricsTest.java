package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;

import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** What a metrics extension is told. */
@QuarkusTest
class MetricsTest {

    @InjectWs4RedisClient
    WsTestClients clients;

    @TestHTTPResource("/ws")
    URI uri;

    @Test
    void whatHappensIsCounted() {
        double before = metric("ws4redis_deliveries_total");
        double closed = metric("ws4redis_closes_total{code=\"4002\"}");
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 5);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":1}");
            alice.next();
            assertThat(metric("ws4redis_connections")).isPositive();
            await().untilAsserted(() -> assertThat(metric("ws4redis_deliveries_total")).isEqualTo(before + 1));
            post("/server/logout?kind=member&pk=7");
            alice.expectClose(4002);
        }
        assertThat(metric("ws4redis_closes_total{code=\"4002\"}")).isEqualTo(closed + 1);
        assertThat(metric("ws4redis_redis_probe_seconds")).isBetween(0.0, 3.0);
    }

    @Test
    void whatANodeHoldsCanBeSeen() {
        double asked = metric("ws4redis_permissions_seconds_count{method=\"canPublishTo\"}");
        double held = metric("ws4redis_subscriptions_held");
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 6);
            await().untilAsserted(() -> assertThat(metric("ws4redis_subscriptions_held")).isGreaterThan(held));
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":6,\"message\":1}");
            alice.next();
            assertThat(metric("ws4redis_permissions_seconds_count{method=\"canPublishTo\"}")).isEqualTo(asked + 1);
            assertThat(metric("ws4redis_permissions_seconds_count{method=\"canSubscribeTo\"}")).isPositive();
            assertThat(metric("ws4redis_redis_up")).isEqualTo(1);
            assertThat(metric("ws4redis_queue_bytes")).isNotNegative();
        }
    }

    @Test
    void recoveriesAreCountedByTheirOutcome() {
        double complete = metric("ws4redis_recoveries_total{outcome=\"complete\"}");
        double incomplete = metric("ws4redis_recoveries_total{outcome=\"incomplete\"}");
        String known;
        try (WsTestClient alice = clients.connect()) {
            JsonNode subscribed = subscribe(alice, "");
            known = ",\"recover\":{\"epoch\":\"" + subscribed.get("epoch").asText() + "\",\"offset\":"
                    + subscribed.get("offset") + "}";
        }
        for (String recover : new String[]{known, known, ",\"recover\":{\"epoch\":\"0000000000000000\",\"offset\":1}"}) {
            try (WsTestClient alice = clients.connect()) {
                subscribe(alice, recover);
                alice.next();
            }
        }
        assertThat(metric("ws4redis_recoveries_total{outcome=\"complete\"}")).isEqualTo(complete + 2);
        assertThat(metric("ws4redis_recoveries_total{outcome=\"incomplete\"}")).isEqualTo(incomplete + 1);
    }

    @Test
    void connectionsInChannelsWithPresenceAreCountedByChannel() {
        String present = "ws4redis_presence_connections{channel=\"foyer\"}";
        try (WsTestClient alice = clients.connect(); WsTestClient bob = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("foyer", 1);
            bob.auth("jwt", Tokens.of(8)).subscribe("foyer", 2);
            await().untilAsserted(() -> assertThat(metric(present)).isEqualTo(2));
            bob.send("{\"action\":\"unsubscribe\",\"channel\":\"foyer\",\"pk\":2}");
            await().untilAsserted(() -> assertThat(metric(present)).isEqualTo(1));
        }
        await().untilAsserted(() -> assertThat(metric(present)).isZero());
    }

    private static JsonNode subscribe(WsTestClient client, String more) {
        client.auth("jwt", Tokens.of(7))
                .send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":\"metrics\"" + more + "}");
        return client.next();
    }

    private double metric(String name) {
        return RestAssured.get(uri.resolve("/q/metrics")).then().statusCode(200).extract().asString().lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElseThrow();
    }

    private void post(String path) {
        RestAssured.given().contentType("application/json").body("").post(uri.resolve(path)).then()
                .statusCode(Matchers.lessThan(300));
    }
}
