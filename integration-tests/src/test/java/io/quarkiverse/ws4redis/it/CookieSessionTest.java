package io.quarkiverse.ws4redis.it;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A browser with a session cookie needs no message to be somebody. */
@QuarkusTest
@TestProfile(CookieSessionTest.Cookies.class)
class CookieSessionTest {

    public static final class Cookies implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mp.jwt.token.header", "Cookie", "mp.jwt.token.cookie", "session");
        }
    }

    @InjectWs4RedisClient
    WsTestClients clients;

    @Test
    void theCookieOfTheUpgradeAuthenticates() {
        try (WsTestClient client = clients.header("Cookie", "session=" + Tokens.of(8)).connect()) {
            client.expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"bob\"}").expectNothingMore();
        }
        clients.header("Cookie", "session=" + Tokens.withWrongKey(8)).expectRefused(401);
    }

    @Test
    void aRefreshTokenInTheCookieDoesNotAuthenticate() {
        try (WsTestClient client = clients.header("Cookie", "session=" + Tokens.refresh(8)).connect()) {
            client.expect(
                    "{\"channel\":\"system\",\"message\":{\"error\":\"invalid token\",\"code\":401},\"action\":\"auth\"}");
        }
    }
}
