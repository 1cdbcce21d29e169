package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
class PresenceProtocolTest {

    private static final String ALICE = "{\"kind\":\"member\",\"pk\":\"7\",\"uuid\":\"alice\",\"meta\":{\"name\":\"alice\"}}";
    private static final String BOB = "{\"kind\":\"member\",\"pk\":\"8\",\"uuid\":\"bob\",\"meta\":{\"name\":\"bob\"}}";

    @InjectWs4RedisClient
    WsTestClients clients;

    @TestHTTPResource("/ws")
    URI uri;

    @Test
    void subscribersSeeWhoIsThereWhoComesAndWhoGoes() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("lounge", 1);
            JsonNode joined = alice.next();
            long version = joined.get("version").asLong();
            alice.send("{\"action\":\"presence\",\"channel\":\"lounge\",\"pk\":1,\"id\":\"p\"}").expect("{\"id\":\"p\","
                    + "\"name\":\"ok\",\"version\":" + version + ",\"count\":1,\"members\":[{\"kind\":\"member\",\"pk\":\"7\","
                    + "\"uuid\":\"alice\",\"connections\":1,\"meta\":{\"name\":\"alice\"}}]}");
            assertThat(joined).isEqualTo(WsTestClient.json(change("joined", "1", version, ALICE)));
            try (WsTestClient bob = clients.connect(); WsTestClient alsoBob = clients.connect()) {
                bob.auth("jwt", Tokens.of(8)).subscribe("lounge", 1);
                alice.expect(change("joined", "1", version + 1, BOB));
                alsoBob.auth("jwt", Tokens.of(8)).subscribe("lounge", 1);
                alice.send("{\"action\":\"presence\",\"channel\":\"lounge\",\"pk\":\"1\"}").expect("{\"name\":\"presence\","
                        + "\"channel\":\"lounge\",\"pk\":\"1\",\"version\":" + (version + 1) + ",\"count\":2,\"members\":["
                        + "{\"kind\":\"member\",\"pk\":\"7\",\"uuid\":\"alice\",\"connections\":1,\"meta\":{\"name\":\"alice\"}},"
                        + "{\"kind\":\"member\",\"pk\":\"8\",\"uuid\":\"bob\",\"connections\":2,\"meta\":{\"name\":\"bob\"}}]}");
                alsoBob.send("{\"action\":\"unsubscribe\",\"channel\":\"lounge\",\"pk\":1}").next();
            }
            alice.expect(change("left", "1", version + 2, BOB)).expectNothingMore();
        }
    }

    @Test
    void onlySubscribersMayAskAndOnlyWhereThereIsPresence() {
        try (WsTestClient alice = clients.connect()) {
            alice.send("{\"action\":\"presence\",\"channel\":\"lounge\",\"pk\":1}").expect(
                    "{\"channel\":\"lounge\",\"message\":{\"error\":\"presence permission denied\",\"code\":403},"
                            + "\"action\":\"presence\",\"pk\":\"1\"}");
            alice.auth("jwt", Tokens.of(7)).subscribe("lounge", 2).next();
            for (String other : new String[]{"\"lounge\",\"pk\":3", "\"lounge\"", "\"no such channel\",\"pk\":2"}) {
                JsonNode answer = alice.send("{\"action\":\"presence\",\"id\":1,\"channel\":" + other + "}").next();
                assertThat(answer.at("/message/code").asInt()).as(other).isEqualTo(403);
            }
            alice.subscribe("chat", 2);
            alice.send("{\"action\":\"presence\",\"channel\":\"chat\",\"pk\":2,\"id\":1}").expect(
                    "{\"channel\":\"chat\",\"message\":{\"error\":\"channel does not support presence\",\"code\":404},"
                            + "\"action\":\"presence\",\"pk\":\"2\",\"id\":1}");
            alice.send("{\"action\":\"presence\",\"id\":1}").expect(
                    "{\"channel\":\"system\",\"message\":{\"error\":\"channel missing\",\"code\":400},"
                            + "\"action\":\"presence\",\"id\":1}");
        }
    }

    @Test
    void aChannelWithoutClassOrPkHasPresenceToo() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).send("{\"action\":\"subscribe\",\"channel\":\"foyer\"}")
                    .expect("{\"name\":\"subscribed\",\"channel\":\"foyer\",\"status\":2}");
            JsonNode joined = alice.next();
            assertThat(joined).isEqualTo(WsTestClient.json("{\"name\":\"joined\",\"channel\":\"foyer\",\"version\":"
                    + joined.get("version") + ",\"member\":" + ALICE + "}"));
            assertThat(WsTestClient.json(RestAssured.get(uri.resolve("/server/presence?channel=foyer")).asString()))
                    .isEqualTo(WsTestClient.json("{\"version\":" + joined.get("version")
                            + ",\"count\":1,\"members\":[{\"kind\":"
                            + "\"member\",\"pk\":\"7\",\"uuid\":\"alice\",\"connections\":1,\"meta\":{\"name\":\"alice\"}}]}"));
        }
    }

    @Test
    void theApplicationIsToldThatAChannelHasNoPresence() {
        assertThat(RestAssured.get(uri.resolve("/server/presence?channel=chat&pk=5")).statusCode()).isEqualTo(500);
    }

    private static String change(String name, String pk, long version, String member) {
        return "{\"name\":\"" + name + "\",\"channel\":\"lounge\",\"pk\":\"" + pk + "\",\"version\":" + version
                + ",\"member\":" + member + "}";
    }
}
