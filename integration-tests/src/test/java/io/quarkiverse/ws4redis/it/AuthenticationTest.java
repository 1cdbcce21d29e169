package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.UpgradeRejectedException;

/** Who a connection may be, and when it may not be that any more. */
@QuarkusTest
class AuthenticationTest {

    @TestHTTPResource("/ws/events")
    URI uri;

    @Test
    void tokensThatDoNotAuthenticateAreRefused() {
        assertRefused(Tokens.withWrongKey(7), "invalid token");
        assertRefused(Tokens.of(7, Duration.ofSeconds(-90)), "token expired");
        assertRefused(Tokens.refresh(7), "invalid token");
        assertRefused(Tokens.ofIssuer(7, "https://other.test"), "invalid token");
        assertRefused(Tokens.notYetValid(7), "invalid token");
        assertRefused("", "invalid token");
        assertRefused("a.b.c", "invalid token");
        assertRefused(Tokens.of(9), "account disabled");
        assertRefused(Tokens.of(77), "invalid credentials");
    }

    private void assertRefused(String token, String error) {
        try (WsClient client = WsClient.connect(uri)) {
            client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + token + "\"}");
            JsonNode answer = client.next();
            assertThat(answer.at("/message/error").asText()).isEqualTo(error);
            assertThat(answer.at("/message/code").asInt()).isEqualTo(401);
            client.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":5}");
            assertThat(client.next().at("/message/code").asInt()).isEqualTo(403);
        }
    }

    @Test
    void tooManyFailedAttemptsEndTheConnection() {
        try (WsClient client = WsClient.connect(uri)) {
            for (int i = 0; i < 5; i++) {
                client.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"guess-" + i + "\"}");
                assertThat(client.next().at("/message/error").asText()).isEqualTo("invalid credentials");
            }
            assertThat(client.expectClose()).isEqualTo(4008);
        }
    }

    @Test
    void aFailedAttemptLeavesTheConnectionAsItWas() {
        try (WsClient alice = WsClient.connect(uri)) {
            alice.authAs(7).subscribe("chat", "5", 2);
            alice.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"nope\"}");
            assertThat(alice.next().at("/message/code").asInt()).isEqualTo(401);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":1}")
                    .expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":1}");
        }
    }

    @Test
    void aTokenThatExpiresIsAnnouncedAndThenEndsTheConnectionUnlessItIsRenewed() {
        // SmallRye JWT grants 60 s of clock skew by default; the connection does not.
        try (WsClient client = WsClient.connect(uri); WsClient renewed = WsClient.connect(uri)) {
            String auth = "{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"%s\"}";
            client.send(auth.formatted(Tokens.of(7, Duration.ofSeconds(4))));
            renewed.send(auth.formatted(Tokens.of(7, Duration.ofSeconds(4))));
            for (WsClient each : new WsClient[]{client, renewed}) {
                each.expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"alice\"}")
                        .expect("{\"channel\":\"system\",\"message\":{\"error\":\"token expires soon\",\"code\":401}}");
            }
            renewed.send(auth.formatted(Tokens.of(7)));
            assertThat(client.expectClose()).isEqualTo(4004);
            renewed.expectNothingMore();
        }
    }

    @Test
    void aBearerHeaderAuthenticatesWithoutAMessage() {
        try (WsClient client = WsClient.connect(uri, Map.of("Authorization", "Bearer " + Tokens.of(8)))) {
            client.expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"bob\"}").expectNothingMore();
        }
        assertThatThrownBy(() -> WsClient.connect(uri, Map.of("Authorization", "Bearer " + Tokens.withWrongKey(8))))
                .isInstanceOfSatisfying(UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(401));
    }

    @Test
    void aBearerTokenInTheSubprotocolHeaderAuthenticates() {
        String header = "quarkus-http-upgrade#Authorization#Bearer%20" + Tokens.of(8);
        try (WsClient client = WsClient.connect(uri, Map.of("Sec-WebSocket-Protocol", "bearer-token-carrier, " + header))) {
            client.expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"bob\"}").expectNothingMore();
        }
    }

    @Test
    void pagesOfOtherOriginsAreRefusedAtTheHandshake() {
        assertThatThrownBy(() -> WsClient.connect(uri, Map.of("Origin", "https://evil.example")))
                .isInstanceOfSatisfying(UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(403));
        try (WsClient own = WsClient.connect(uri, Map.of("Origin", "http://" + uri.getAuthority()))) {
            own.expectNothingMore();
        }
    }
}
