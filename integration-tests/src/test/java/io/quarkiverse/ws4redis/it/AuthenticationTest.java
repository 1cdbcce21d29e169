package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** Who a connection may be, and when it may not be that any more. */
@QuarkusTest
class AuthenticationTest {

    @InjectWs4RedisClient
    WsTestClients clients;

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
        try (WsTestClient client = clients.connect()) {
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
        try (WsTestClient client = clients.connect()) {
            for (int i = 0; i < 5; i++) {
                client.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"guess-" + i + "\"}");
                assertThat(client.next().at("/message/error").asText()).isEqualTo("invalid credentials");
            }
            client.expectClose(4008);
        }
    }

    @Test
    void aFailedAttemptLeavesTheConnectionAsItWas() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 5);
            alice.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"nope\"}");
            assertThat(alice.next().at("/message/code").asInt()).isEqualTo(401);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":1}")
                    .expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":1}");
        }
    }

    @Test
    void aTokenThatExpiresIsAnnouncedAndThenEndsTheConnectionUnlessItIsRenewed() {
        // SmallRye JWT grants 60 s of clock skew by default; the connection does not.
        try (WsTestClient client = clients.connect(); WsTestClient renewed = clients.connect()) {
            String auth = "{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"%s\"}";
            client.send(auth.formatted(Tokens.of(7, Duration.ofSeconds(4))));
            renewed.send(auth.formatted(Tokens.of(7, Duration.ofSeconds(4))));
            for (WsTestClient each : new WsTestClient[]{client, renewed}) {
                each.expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"alice\"}")
                        .expect("{\"channel\":\"system\",\"message\":{\"error\":\"token expires soon\",\"code\":401}}");
            }
            renewed.send(auth.formatted(Tokens.of(7)));
            client.expectClose(4004);
            renewed.expectNothingMore();
        }
    }

    @Test
    void aBearerHeaderAuthenticatesWithoutAMessage() {
        try (WsTestClient client = clients.bearer(Tokens.of(8)).connect()) {
            client.expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"bob\"}").expectNothingMore();
        }
        clients.bearer(Tokens.withWrongKey(8)).expectRefused(401);
    }

    @Test
    void aBearerTokenInTheSubprotocolHeaderAuthenticates() {
        String header = "quarkus-http-upgrade#Authorization#Bearer%20" + Tokens.of(8);
        try (WsTestClient client = clients.subprotocol("bearer-token-carrier").subprotocol(header).connect()) {
            client.expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"bob\"}").expectNothingMore();
        }
    }

    @Test
    void pagesOfOtherOriginsAreRefusedAtTheHandshake() {
        clients.header("Origin", "https://evil.example").expectRefused(403);
        try (WsTestClient own = clients.header("Origin", "http://" + uri.getAuthority()).connect()) {
            own.expectNothingMore();
        }
    }
}
