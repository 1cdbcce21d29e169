package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.UpgradeRejectedException;

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

    @TestHTTPResource("/ws")
    URI uri;

    @Test
    void theCookieOfTheUpgradeAuthenticates() {
        try (WsClient client = WsClient.connect(uri, Map.of("Cookie", "session=" + Tokens.of(8)))) {
            client.expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"bob\"}").expectNothingMore();
        }
        assertThatThrownBy(() -> WsClient.connect(uri, Map.of("Cookie", "session=" + Tokens.withWrongKey(8))))
                .isInstanceOf(UpgradeRejectedException.class);
    }

    @Test
    void aRefreshTokenInTheCookieDoesNotAuthenticate() {
        try (WsClient client = WsClient.connect(uri, Map.of("Cookie", "session=" + Tokens.refresh(8)))) {
            client.expect(
                    "{\"channel\":\"system\",\"message\":{\"error\":\"invalid token\",\"code\":401},\"action\":\"auth\"}");
        }
    }
}
