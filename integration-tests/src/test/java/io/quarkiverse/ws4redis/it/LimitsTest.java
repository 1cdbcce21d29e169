package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.UpgradeRejectedException;

@QuarkusTest
@TestProfile(LimitsTest.Tight.class)
class LimitsTest {

    public static final class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String limits = "quarkus.ws4redis.limits.";
            Map<String, String> overrides = new HashMap<>(Map.of(limits + "max-subscriptions", "2",
                    limits + "request-burst", "30", limits + "request-rate", "1", limits + "max-violations", "10",
                    limits + "max-pks", "2", limits + "max-name-length", "16", limits + "max-json-depth", "4",
                    limits + "max-json-number-length", "6", limits + "max-pending", "3"));
            overrides.put(limits + "max-connections-per-identity", "2");
            overrides.put(limits + "max-connections", Integer.toString(MAX_CONNECTIONS));
            overrides.put(limits + "max-message-size", "3K");
            overrides.put(limits + "outbound-buffer", "100K");
            overrides.put("quarkus.ws4redis.facilities", "events,news");
            overrides.put("quarkus.ws4redis.ping-interval", "1S");
            return overrides;
        }
    }

    private static final int MAX_CONNECTIONS = 8;

    @Inject
    Metrics metrics;

    @Inject
    Ws4Redis ws;

    @InjectWs4RedisClient
    WsTestClients clients;

    @Test
    void aConnectionHasSoManySubscriptions() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 1);
            alice.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":2,\"id\":1}")
                    .expect("{\"channel\":\"chat\",\"message\":{\"error\":\"too many subscriptions\",\"code\":409},"
                            + "\"action\":\"subscribe\",\"pk\":\"2\",\"id\":1}");
        }
    }

    @Test
    void namesPksDepthAndNumbersAreBounded() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7));
            assertRefused(alice, "{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":\"" + "x".repeat(17) + "\"}", 400,
                    "pk is not a valid name");
            assertRefused(alice, "{\"action\":\"subscribe\",\"channel\":\"" + "x".repeat(17) + "\"}", 400,
                    "channel is not a valid name");
            assertRefused(alice, "{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":[1,2,3],\"message\":1}", 413,
                    "too many pks");
            assertRefused(alice, "{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":1,\"message\":[[[[1]]]]}", 400,
                    "JSON is nested too deep or has a number too long");
            assertRefused(alice, "{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":1,\"message\":1234567}", 400,
                    "JSON is nested too deep or has a number too long");
        }
    }

    @Test
    void aRequestHasSoManyBytes() {
        try (WsTestClient client = clients.connect()) {
            // Counted in UTF-8, where this letter has two.
            assertRefused(client, "{\"action\":\"x\",\"f\":\"" + "\u00e4".repeat(1600) + "\"}", 413, "message too large");
            assertRefused(client, "{\"action\":\"x\",\"f\":\"" + "\u00e4".repeat(1400) + "\"}", 400, "channel missing");
        }
    }

    private static void assertRefused(WsTestClient client, String request, int code, String error) {
        JsonNode answer = client.send(request).next();
        assertThat(answer.at("/message/code").asInt()).isEqualTo(code);
        assertThat(answer.at("/message/error").asText()).isEqualTo(error);
    }

    @Test
    void tooManyRequestsAreRefusedAndThenEndTheConnection() {
        try (WsTestClient client = clients.connect()) {
            for (int i = 0; i < 60; i++) {
                client.write(WsTestClient.HEARTBEAT);
            }
            client.expectClose(4008);
            List<String> frames = client.drain();
            assertThat(frames).filteredOn(WsTestClient.HEARTBEAT::equals).hasSizeBetween(30, 35);
            assertThat(frames).filteredOn(frame -> frame.contains("rate limit exceeded")).hasSize(10);
        }
    }

    @Test
    void soManyRequestsWait() {
        try (WsTestClient client = clients.connect()) {
            client.write("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(7) + "\"}");
            for (int i = 0; i < 8; i++) {
                client.write("{\"action\":\"unsubscribe\",\"channel\":\"chat\",\"id\":" + i + "}");
            }
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                answers.add(client.nextText());
            }
            assertThat(answers).filteredOn(frame -> frame.contains("too many pending requests")).hasSizeBetween(1, 5);
            assertThat(answers).filteredOn(frame -> frame.contains("\"name\":\"ok\"")).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void anIdentityHasSoManyConnections() {
        try (WsTestClient one = clients.connect();
                WsTestClient two = clients.connect();
                WsTestClient three = clients.connect()) {
            one.auth("jwt", Tokens.of(8));
            two.auth("jwt", Tokens.of(8));
            three.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(8) + "\"}")
                    .expect("{\"channel\":null,\"message\":{\"error\":\"too many connections\",\"code\":429},\"action\":\"auth\"}");
            two.close();
            await().untilAsserted(() -> {
                three.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"id\":1,\"token\":\"" + Tokens.of(8) + "\"}");
                assertThat(three.nextText()).contains("subscribed");
            });
        }
    }

    @Test
    void aNodeHasSoManyConnections() {
        List<WsTestClient> open = new ArrayList<>();
        try {
            await().until(() -> metrics.openConnections() == 0);
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                open.add(clients.connect());
            }
            clients.expectRefused(503);
            open.remove(0).close();
            await().ignoreExceptionsInstanceOf(UpgradeRejectedException.class)
                    .until(() -> open.add(clients.connect()));
        } finally {
            open.forEach(WsTestClient::close);
        }
    }

    @Test
    void aConnectionThatDoesNotReadIsClosedAndTheOthersGoOn() {
        try (WsTestClient slow = clients.receiveBuffer(8192).connect(); WsTestClient other = clients.connect()) {
            slow.auth("jwt", Tokens.of(7)).pause();
            other.auth("jwt", Tokens.of(7));
            // How much the kernels of both ends take differs from machine to machine; then the outbound buffer fills.
            String padding = "x".repeat(50_000);
            int sent = 0;
            while (metrics.closedWith(CloseCode.SLOW_CONSUMER) == 0) {
                assertThat(sent).as("messages that nobody reads").isLessThan(2000);
                ws.sendToUserAndAwait("alice", Map.of("i", sent, "padding", padding));
                assertThat(other.next().at("/message/i").asInt()).isEqualTo(sent);
                sent++;
            }
            other.expectNothingMore();
            slow.resume();
            assertThat(slow.expectClose()).isIn(4005, 1006);
            assertThat(slow.drain()).allMatch(frame -> frame.endsWith("}")).hasSizeLessThan(sent);
        }
    }

    @Test
    void connectionsArePingedAgainAndAgain() {
        try (WsTestClient anonymous = clients.connect(); WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7));
            await().until(() -> anonymous.pings() >= 2 && alice.pings() >= 2);
        }
    }

    @Test
    void facilitiesThatAreNotAllowedAreRefusedAtTheHandshake() {
        try (WsTestClient news = clients.facility("news").connect()) {
            news.expectNothingMore();
        }
        clients.facility("other").expectRefused(404);
    }
}
