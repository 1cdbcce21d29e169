package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
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

    @InjectWs4RedisClient
    WsTestClients clients;

    @Test
    void aConnectionWithoutCredentialsIsRemindedAndThenClosed() {
        try (WsTestClient client = clients.connect()) {
            client.expect("{\"channel\":\"member\",\"message\":{\"error\":\"no credentials received\",\"code\":408}}");
            client.expectClose(4001);
        }
    }

    @Test
    void oneFailureIsOneTooMany() {
        try (WsTestClient client = clients.connect()) {
            client.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"guess\"}");
            assertThat(client.next().at("/message/code").asInt()).isEqualTo(401);
            client.expectClose(4008);
        }
    }

    @Test
    void aGuessInTheUrlCountsToo() {
        try (WsTestClient client = clients.query("token", "guess").connect()) {
            assertThat(client.next().at("/message/code").asInt()).isEqualTo(401);
            client.expectClose(4008);
        }
    }

    @Test
    void theWarningComesSoLongBeforeTheTokenExpires() {
        try (WsTestClient client = clients.connect()) {
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
        try (WsTestClient client = clients.connect()) {
            client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.withClaim(7, "purpose", purpose) + "\"}");
            return client.next().at("/message/code").asInt();
        }
    }
}
