package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.Map;

import jakarta.inject.Inject;

import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** A permission to publish that is remembered, by the queries that it does not make. */
@QuarkusTest
@TestProfile(PermissionTtlTest.CountQueries.class)
class PermissionTtlTest {

    public static final class CountQueries implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.hibernate-orm.statistics", "true");
        }
    }

    private static final String DENIED = "{\"channel\":\"desk\",\"message\":{\"error\":\"publish permission denied\",\"code\":403},"
            + "\"action\":\"publish\",\"pk\":\"4\",\"id\":%d}";

    @Inject
    SessionFactory sessions;

    @InjectWs4RedisClient
    WsTestClients clients;

    @TestHTTPResource("/ws")
    URI uri;

    private WsTestClient alice;

    @BeforeEach
    void connect() {
        membership(true);
        alice = clients.connect().auth("jwt", Tokens.of(7));
    }

    @AfterEach
    void disconnect() {
        alice.close();
        membership(false);
    }

    @Test
    void theSecondPublishNeedsNoQuery() {
        publish(1);
        long queries = sessions.getStatistics().getPrepareStatementCount();
        publish(2);
        publish(3);
        assertThat(sessions.getStatistics().getPrepareStatementCount()).isEqualTo(queries);
    }

    @Test
    void aRecheckEndsWhatIsRemembered() {
        publish(1);
        membership(false);
        publish(2);
        RestAssured.given().post(uri.resolve("/server/recheck?kind=member&pk=7")).then().statusCode(204);
        // The nodes are told by Redis.
        await().until(() -> answer(3).equals(DENIED.formatted(3)));
    }

    @Test
    void aDenialIsNotRemembered() {
        membership(false);
        assertThat(answer(1)).isEqualTo(DENIED.formatted(1));
        membership(true);
        publish(2);
    }

    private String answer(int id) {
        alice.send("{\"action\":\"publish\",\"channel\":\"desk\",\"pk\":4,\"message\":1,\"id\":" + id + "}");
        return alice.nextText();
    }

    private void publish(int id) {
        assertThat(answer(id)).contains("\"id\":" + id, "\"name\":\"ok\"");
    }

    private void membership(boolean in) {
        RestAssured.given().post(uri.resolve("/server/membership?member=7&group=4&in=" + in)).then().statusCode(204);
    }
}
