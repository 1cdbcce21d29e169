package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
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
import io.quarkus.test.common.http.TestHTTPResource;
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

    @TestHTTPResource("/ws")
    URI uri;

    @Test
    void aConnectionHasSoManySubscriptions() {
        try (WsClient alice = WsClient.connect(uri)) {
            alice.authAs(7).subscribe("chat", "1", 2);
            alice.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":2,\"id\":1}")
                    .expect("{\"channel\":\"chat\",\"message\":{\"error\":\"too many subscriptions\",\"code\":409},"
                            + "\"action\":\"subscribe\",\"pk\":\"2\",\"id\":1}");
        }
    }

    @Test
    void namesPksDepthAndNumbersAreBounded() {
        try (WsClient alice = WsClient.connect(uri)) {
            alice.authAs(7);
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
        try (WsClient client = WsClient.connect(uri)) {
            // Counted in UTF-8, where this letter has two.
            assertRefused(client, "{\"action\":\"x\",\"f\":\"" + "\u00e4".repeat(1600) + "\"}", 413, "message too large");
            assertRefused(client, "{\"action\":\"x\",\"f\":\"" + "\u00e4".repeat(1400) + "\"}", 400, "channel missing");
        }
    }

    private static void assertRefused(WsClient client, String request, int code, String error) {
        JsonNode answer = client.send(request).next();
        assertThat(answer.at("/message/code").asInt()).isEqualTo(code);
        assertThat(answer.at("/message/error").asText()).isEqualTo(error);
    }

    @Test
    void tooManyRequestsAreRefusedAndThenEndTheConnection() {
        try (WsClient client = WsClient.connect(uri)) {
            for (int i = 0; i < 60; i++) {
                client.write(WsClient.HEARTBEAT);
            }
            assertThat(client.expectClose()).isEqualTo(4008);
            List<String> frames = client.drain();
            assertThat(frames).filteredOn(WsClient.HEARTBEAT::equals).hasSizeBetween(30, 35);
            assertThat(frames).filteredOn(frame -> frame.contains("rate limit exceeded")).hasSize(10);
        }
    }

    @Test
    void soManyRequestsWait() {
        try (WsClient client = WsClient.connect(uri)) {
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
        try (WsClient one = WsClient.connect(uri);
                WsClient two = WsClient.connect(uri);
                WsClient three = WsClient.connect(uri)) {
            one.authAs(8);
            two.authAs(8);
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
        List<WsClient> clients = new ArrayList<>();
        try {
            await().until(() -> metrics.openConnections() == 0);
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                clients.add(WsClient.connect(uri));
            }
            assertThatThrownBy(() -> WsClient.connect(uri)).isInstanceOfSatisfying(UpgradeRejectedException.class,
                    e -> assertThat(e.getStatus()).isEqualTo(503));
            clients.remove(0).close();
            await().ignoreExceptionsInstanceOf(UpgradeRejectedException.class)
                    .until(() -> clients.add(WsClient.connect(uri)));
        } finally {
            clients.forEach(WsClient::close);
        }
    }

    @Test
    void aConnectionThatDoesNotReadIsClosedAndTheOthersGoOn() {
        try (WsClient slow = WsClient.connectWithSmallBuffer(uri); WsClient other = WsClient.connect(uri)) {
            slow.authAs(7).pause();
            other.authAs(7);
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
        try (WsClient anonymous = WsClient.connect(uri); WsClient alice = WsClient.connect(uri)) {
            alice.authAs(7);
            await().until(() -> anonymous.pings() >= 2 && alice.pings() >= 2);
        }
    }

    @Test
    void facilitiesThatAreNotAllowedAreRefusedAtTheHandshake() {
        try (WsClient news = WsClient.connect(uri.resolve("/ws/news"))) {
            news.expectNothingMore();
        }
        assertThatThrownBy(() -> WsClient.connect(uri.resolve("/ws/other"))).isInstanceOfSatisfying(
                UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(404));
    }
}
