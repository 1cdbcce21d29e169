package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** A channel with history as a client sees it. Each test has a pk of its own. */
@QuarkusTest
class HistoryTest {

    @InjectWs4RedisClient
    WsTestClients clients;

    @TestHTTPResource("/ws/events")
    URI uri;

    private String pk;

    @BeforeEach
    void ownPk(TestInfo test) {
        pk = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void anAcknowledgementSaysWhereTheChannelIsAndAMessageWhereItStands() {
        try (WsTestClient alice = client()) {
            JsonNode subscribed = subscribe(alice, "");
            assertThat(subscribed.get("offset").asLong()).isZero();
            assertThat(subscribed.get("epoch").asText()).matches("[0-9a-f]{16}");
            assertThat(subscribed.toString())
                    .startsWith("{\"name\":\"subscribed\",\"channel\":\"journal\",\"status\":2,\"pk\":\""
                            + pk + "\",\"epoch\":");
            publish(alice, "{\"text\":\"gr\u00fc\u00dfe\"}", ",\"id\":1");
            // The answer and the message come by different ways.
            assertThat(List.of(alice.nextText(), alice.nextText())).containsExactlyInAnyOrder(
                    "{\"channel\":\"journal\",\"pk\":\"" + pk + "\",\"message\":{\"text\":\"gr\u00fc\u00dfe\"},\"offset\":1}",
                    "{\"id\":1,\"name\":\"ok\",\"receivers\":1,\"offset\":1}");
            alice.expectNothingMore();
        }
    }

    @Test
    void whoComesBackGetsWhatWasMissedInOrderAndThenWhatIsNew() {
        String recover;
        try (WsTestClient alice = client()) {
            recover = recover(subscribe(alice, ""), 2);
            for (int i = 1; i <= 5; i++) {
                publish(alice, Integer.toString(i), "");
                alice.expect(message(i));
            }
        }
        try (WsTestClient alice = client()) {
            assertThat(subscribe(alice, recover).get("offset").asLong()).isEqualTo(5);
            alice.expect(message(3)).expect(message(4)).expect(message(5));
            expectRecovered(alice, true, 5);
            publish(alice, "6", "");
            alice.expect(message(6)).expectNothingMore();
        }
    }

    @Test
    void whoMissedNothingIsToldSo() {
        try (WsTestClient alice = client(); WsTestClient again = client()) {
            String recover = recover(subscribe(alice, ""), 0);
            subscribe(again, recover);
            expectRecovered(again, true, 0);
            again.expectNothingMore();
        }
    }

    @Test
    void whatCannotBeProvenCompleteIsNotRecovered() {
        try (WsTestClient alice = client(); WsTestClient other = client()) {
            String known = recover(subscribe(alice, ""), 0);
            post("/server/publish?channel=journal&pk=" + pk, "1");
            alice.expect(message(1));
            String ofAnotherTime = ",\"recover\":{\"epoch\":\"0000000000000000\",\"offset\":0}";
            for (String recover : new String[]{ofAnotherTime, known.replace("\"offset\":0", "\"offset\":7")}) {
                subscribe(other, recover);
                expectRecovered(other, false, 1);
                other.send("{\"action\":\"unsubscribe\",\"channel\":\"journal\",\"pk\":\"" + pk + "\"}").next();
            }
            other.send("{\"action\":\"subscribe\",\"channel\":\"chat\",\"pk\":1" + ofAnotherTime + "}")
                    .expect("{\"name\":\"subscribed\",\"channel\":\"chat\",\"status\":2,\"pk\":\"1\"}")
                    .expect("{\"name\":\"recovered\",\"channel\":\"chat\",\"pk\":\"1\",\"recovered\":false}")
                    .expectNothingMore();
        }
    }

    @Test
    void whoComesTooLateIsNotRecovered() {
        String recover;
        String board = "{\"action\":\"subscribe\",\"channel\":\"board\",\"pk\":\"" + pk + "\"";
        try (WsTestClient alice = client()) {
            recover = recover(alice.send(board + "}").next(), 0);
        }
        for (int i = 1; i <= 4; i++) {
            post("/server/publish?channel=board&pk=" + pk, Integer.toString(i));
        }
        try (WsTestClient alice = client()) {
            assertThat(alice.send(board + recover + "}").next().get("offset").asLong()).isEqualTo(4);
            assertThat(alice.next().get("recovered").asBoolean()).isFalse();
            alice.expectNothingMore();
        }
    }

    @Test
    void manyChannelsAreRecoveredByOneRequest() {
        String first;
        String second;
        try (WsTestClient alice = client()) {
            first = recover(subscribe(alice, ""), 0);
            second = recover(alice.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":\"" + pk + "2\"}").next(), 0);
        }
        post("/server/publish?channel=journal&pk=" + pk + "&pk=" + pk + "2", "1");
        try (WsTestClient alice = client()) {
            alice.send("{\"action\":\"resubscribe\",\"id\":9,\"channels\":[{\"channel\":\"journal\",\"pk\":\"" + pk + "\""
                    + first
                    + "},{\"channel\":\"group\",\"pk\":4},{\"channel\":\"journal\",\"pk\":\"" + pk + "2\"" + second + "}]}");
            assertThat(alice.next().get("name").asText()).isEqualTo("subscribed");
            alice.expect(message(1));
            expectRecovered(alice, true, 1);
            assertThat(alice.next().at("/message/code").asInt()).isEqualTo(403);
            assertThat(alice.next().get("name").asText()).isEqualTo("subscribed");
            assertThat(alice.next().get("pk").asText()).isEqualTo(pk + "2");
            assertThat(alice.next().get("recovered").asBoolean()).isTrue();
            alice.expect("{\"id\":9,\"name\":\"ok\",\"status\":3,\"refused\":1}").expectNothingMore();
        }
    }

    @Test
    void subscribersReadStoredMessages() {
        try (WsTestClient alice = client()) {
            String epoch = subscribe(alice, "").get("epoch").asText();
            for (int i = 1; i <= 4; i++) {
                publish(alice, Integer.toString(i), "");
                alice.expect(message(i));
            }
            String history = "{\"action\":\"history\",\"channel\":\"journal\",\"pk\":\"" + pk + "\"";
            String at = "\"epoch\":\"" + epoch + "\",\"offset\":4,\"messages\":";
            alice.send(history + ",\"limit\":2,\"id\":\"h\"}").expect("{\"id\":\"h\",\"name\":\"ok\"," + at
                    + "[{\"offset\":3,\"message\":3},{\"offset\":4,\"message\":4}]}");
            alice.send(history + ",\"limit\":1,\"since\":1}")
                    .expect("{\"name\":\"history\",\"channel\":\"journal\",\"pk\":\"" + pk
                            + "\"," + at + "[{\"offset\":2,\"message\":2}]}");
            alice.send(history + ",\"limit\":0}");
            assertThat(alice.next().at("/message/code").asInt()).isEqualTo(400);
            alice.send("{\"action\":\"history\",\"channel\":\"user\",\"pk\":\"alice\"}");
            assertThat(alice.next().at("/message/error").asText()).isEqualTo("channel has no history");
            alice.expectNothingMore();
        }
        try (WsTestClient stranger = client()) {
            stranger.send("{\"action\":\"history\",\"channel\":\"journal\",\"pk\":\"" + pk + "\"}");
            assertThat(stranger.next().at("/message/error").asText()).isEqualTo("history permission denied");
            stranger.send("{\"action\":\"history\",\"channel\":\"no-such-channel\"}");
            assertThat(stranger.next().at("/message/error").asText()).isEqualTo("history permission denied");
        }
    }

    @Test
    void aPublishThatIsRepeatedWithItsKeyIsPublishedOnce() {
        try (WsTestClient alice = client(); WsTestClient bob = clients.connect().auth("jwt", Tokens.of(8))) {
            subscribe(alice, "");
            for (int i = 1; i <= 2; i++) {
                publish(alice, "\"a\"", ",\"key\":\"k\",\"id\":" + i);
            }
            assertThat(List.of(alice.nextText(), alice.nextText(), alice.nextText())).containsExactlyInAnyOrder(
                    message(1, "\"a\""), "{\"id\":1,\"name\":\"ok\",\"receivers\":1,\"offset\":1}",
                    "{\"id\":2,\"name\":\"ok\",\"receivers\":1,\"offset\":1}");
            // What others, and the server, use as keys is nobody's business.
            publish(bob, "\"b\"", ",\"key\":\"k\"");
            alice.expect(message(2, "\"b\""));
            for (int i = 1; i <= 2; i++) {
                assertThat(post("/server/once?channel=journal&key=k&pk=" + pk, "\"c\"")).contains("\"offset\":3");
            }
            alice.expect(message(3, "\"c\""));
            publish(alice, "\"d\"", "");
            alice.expect(message(4, "\"d\"")).expectNothingMore();
        }
    }

    @Test
    void aPublishToSeveralPksSaysWhereEachStands() {
        try (WsTestClient alice = client()) {
            subscribe(alice, "");
            publish(alice, "1", "");
            alice.expect(message(1));
            alice.send("{\"action\":\"publish\",\"channel\":\"journal\",\"pk\":[\"" + pk + "\",\"" + pk
                    + "2\"],\"message\":2,\"id\":1}");
            assertThat(List.of(alice.nextText(), alice.nextText())).containsExactlyInAnyOrder(message(2),
                    "{\"id\":1,\"name\":\"ok\",\"receivers\":1,\"offsets\":{\"" + pk + "\":2,\"" + pk + "2\":1}}");
        }
    }

    private WsTestClient client() {
        return clients.connect().auth("jwt", Tokens.of(7));
    }

    private JsonNode subscribe(WsTestClient client, String more) {
        return client.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":\"" + pk + "\"" + more + "}").next();
    }

    private void publish(WsTestClient client, String message, String more) {
        client.send(
                "{\"action\":\"publish\",\"channel\":\"journal\",\"pk\":\"" + pk + "\",\"message\":" + message + more + "}");
    }

    private String message(long offset) {
        return message(offset, Long.toString(offset));
    }

    private String message(long offset, String message) {
        return "{\"channel\":\"journal\",\"pk\":\"" + pk + "\",\"message\":" + message + ",\"offset\":" + offset + "}";
    }

    private static String recover(JsonNode subscribed, long offset) {
        return ",\"recover\":{\"epoch\":\"" + subscribed.get("epoch").asText() + "\",\"offset\":" + offset + "}";
    }

    private void expectRecovered(WsTestClient client, boolean recovered, long offset) {
        JsonNode frame = client.next();
        assertThat(frame.get("name").asText()).isEqualTo("recovered");
        assertThat(frame.get("pk").asText()).isEqualTo(pk);
        assertThat(frame.get("recovered").asBoolean()).isEqualTo(recovered);
        assertThat(frame.get("offset").asLong()).isEqualTo(offset);
    }

    private String post(String path, String body) {
        return RestAssured.given().contentType("application/json").body(body).post(uri.resolve(path)).then().statusCode(200)
                .extract().asString();
    }
}
