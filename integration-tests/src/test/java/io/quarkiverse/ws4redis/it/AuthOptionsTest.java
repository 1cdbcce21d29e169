package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The options of authentication, each with a value that is not its default. */
@QuarkusTest
@TestProfile(AuthOptionsTest.Options.class)
class AuthOptionsTest {

    public static final class Options implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String auth = "quarkus.ws4redis.auth.";
            return Map.of(auth + "reminder", "9S", auth + "deadline", "10S", auth + "max-failures", "1",
                    auth + "expiry-warning", "35S", auth + "type-claim", "purpose", auth + "refused-types", "renewal,id");
        }
    }

    @TestHTTPResource("/ws")
    URI uri;

    @Test
    void aConnectionWithoutCredentialsIsRemindedAndThenClosed() {
        try (WsClient client = WsClient.connect(uri)) {
            client.expect("{\"channel\":\"member\",\"message\":{\"error\":\"no credentials received\",\"code\":408}}");
            assertThat(client.expectClose()).isEqualTo(4001);
        }
    }

    @Test
    void oneFailureIsOneTooMany() {
        try (WsClient client = WsClient.connect(uri)) {
            client.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"guess\"}");
            assertThat(client.next().at("/message/code").asInt()).isEqualTo(401);
            assertThat(client.expectClose()).isEqualTo(4008);
        }
    }

    @Test
    void aGuessInTheUrlCountsToo() {
        try (WsClient client = WsClient.connect(uri.resolve("/ws?token=guess"))) {
            assertThat(client.next().at("/message/code").asInt()).isEqualTo(401);
            assertThat(client.expectClose()).isEqualTo(4008);
        }
    }

    @Test
    void theWarningComesSoLongBeforeTheTokenExpires() {
        try (WsClient client = WsClient.connect(uri)) {
            client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(7, Duration.ofSeconds(40)) + "\"}")
                    .expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"alice\"}")
                    .expect("{\"channel\":\"system\",\"message\":{\"error\":\"token expires soon\",\"code\":401}}")
                    .expectNothingMore();
        }
    }

    @Test
    void theClaimAndItsRefusedValuesAreTheConfiguredOnes() {
        assertThat(codeFor("Renewal")).isEqualTo(401);
        assertThat(codeFor("id")).isEqualTo(401);
        assertThat(codeFor("refresh")).isZero();
    }

    private int codeFor(String purpose) {
        try (WsClient client = WsClient.connect(uri)) {
            client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.withClaim(7, "purpose", purpose) + "\"}");
            return client.next().at("/message/code").asInt();
        }
    }
}
