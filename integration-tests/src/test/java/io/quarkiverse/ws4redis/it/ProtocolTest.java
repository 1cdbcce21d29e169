package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkiverse.ws4redis.test.WsTestFrame;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
class ProtocolTest {

    @InjectWs4RedisClient
    WsTestClients clients;

    @TestHTTPResource("/ws/events")
    URI uri;

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "true", "5", "-0", "1.10", "1e3", "12345678901234567890123", "[]", "[1,[2,{}]]",
            "\"{}\"", "\"5\"", "\"\"", "{\"a.b\":1,\"c\":null}", "\"gr\u00fc\u00dfe \u2603 \ud83d\ude00\""})
    void aMessageArrivesAsItWasPublished(String message) {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 5);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":" + message + "}");
            assertThat(alice.nextText()).isEqualTo("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":" + message + "}");
        }
    }

    @Test
    void aRequestWithAnIdGetsOneFinalAnswer() {
        try (WsTestClient alice = clients.connect()) {
            alice.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"id\":1,\"token\":\"" + Tokens.of(7) + "\"}")
                    .expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"alice\"}");
            JsonNode ok = alice.next();
            assertThat(ok.get("id").asInt()).isEqualTo(1);
            assertThat(ok.get("name").asText()).isEqualTo("ok");
            assertThat(ok.get("kind").asText()).isEqualTo("member");
            assertThat(ok.get("pk").asText()).isEqualTo("7");
            assertThat(ok.get("uuid").asText()).isEqualTo("alice");
            assertThat(ok.get("expiry").asLong()).isPositive();
            assertThat(ok.get("connection").asText()).isNotEmpty();
            alice.send("{\"action\":\"subscribe\",\"channel\":\"group\",\"pk\":1,\"id\":\"s\"}")
                    .expect("{\"name\":\"subscribed\",\"channel\":\"group\",\"status\":2,\"pk\":\"1\"}")
                    .expect("{\"id\":\"s\",\"name\":\"ok\",\"status\":2}");
            alice.send("{\"action\":\"subscribe\",\"channel\":\"group\",\"pk\":1,\"id\":\"again\"}")
                    .expect("{\"id\":\"again\",\"name\":\"ok\",\"status\":2}");
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":[77,78],\"message\":1,\"id\":2}")
                    .expect("{\"id\":2,\"name\":\"ok\",\"receivers\":0}");
            alice.send("{\"action\":\"publish\",\"channel\":\"group\",\"pk\":[1,4],\"message\":1,\"id\":3}")
                    .expect("{\"channel\":\"group\",\"message\":{\"error\":\"publish permission denied\",\"code\":403},"
                            + "\"action\":\"publish\",\"pk\":\"4\",\"id\":3}");
            alice.send("{\"action\":\"status\",\"channel\":\"group\",\"pk\":2,\"status\":\"blue\",\"id\":4}")
                    .expect("{\"id\":4,\"name\":\"ok\",\"result\":\"blue\"}");
            alice.send("{\"action\":\"other\",\"channel\":\"chat\",\"pk\":2,\"id\":5}")
                    .expect("{\"channel\":\"chat\",\"message\":{\"error\":\"channel does not support onWS4RedisMessage\","
                            + "\"code\":404},\"action\":\"other\",\"pk\":\"2\",\"id\":5}");
            alice.send("{\"action\":\"unsubscribe\",\"channel\":\"group\",\"pk\":1,\"id\":6}")
                    .expect("{\"name\":\"unsubscribed\",\"channel\":\"group\",\"status\":1,\"pk\":\"1\"}")
                    .expect("{\"id\":6,\"name\":\"ok\",\"status\":1}").expectNothingMore();
        }
    }

    @Test
    void noPkOfADeniedPublishIsPublished() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("group", 1);
            alice.send("{\"action\":\"publish\",\"channel\":\"group\",\"pk\":[1,4],\"message\":1}");
            assertThat(alice.next().at("/message/code").asInt()).isEqualTo(403);
            alice.expectNothingMore();
        }
    }

    @Test
    void aFieldThatDoesNotFitTheHandlersRecordIsNamed() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).send("{\"action\":\"status\",\"channel\":\"group\",\"pk\":1,\"status\":{\"x\":1}}");
            assertThat(alice.next().at("/message/error").asText()).isEqualTo("bad field: status");
        }
    }

    @Test
    void nothingOfAnExceptionReachesTheClient() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7))
                    .send("{\"action\":\"status\",\"channel\":\"group\",\"pk\":2,\"status\":\"" + "x".repeat(300) + "\"}");
            JsonNode answer = alice.next();
            assertThat(answer.at("/message/code").asInt()).isEqualTo(500);
            assertThat(answer.at("/message/error").asText()).matches("internal error [0-9a-f-]{36}");
        }
    }

    @Test
    void theHeartbeatComesBackInTheFrameItCameIn() {
        try (WsTestClient client = clients.connect()) {
            client.sendBinary(WsTestClient.HEARTBEAT.getBytes(StandardCharsets.UTF_8));
            assertThat(client.nextFrame()).isEqualTo(new WsTestFrame(WsTestFrame.Kind.BINARY, WsTestClient.HEARTBEAT));
            client.sendBinary(
                    "{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-200\"}".getBytes(StandardCharsets.UTF_8))
                    .expect("{\"name\":\"subscribed\",\"channel\":\"terminal\",\"status\":1,\"pk\":\"T-200\"}");
        }
    }

    @Test
    void somebodyElseInheritsNothing() {
        try (WsTestClient client = clients.connect()) {
            client.auth("jwt", Tokens.of(7)).subscribe("group", 2);
            client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(8) + "\"}")
                    .expect("{\"name\":\"unsubscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"alice\"}")
                    .expect("{\"name\":\"unsubscribed\",\"channel\":\"group\",\"status\":0,\"pk\":\"2\"}")
                    .expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"bob\"}").expectNothingMore();
            post("/server/user?name=alice", "{\"secret\":1}");
            post("/server/user?name=bob", "{\"yours\":1}");
            client.expect("{\"channel\":\"user\",\"pk\":\"bob\",\"message\":{\"yours\":1}}");
        }
    }

    @Test
    void onlyTheNewestConnectionOfAnOnlyOneIdentityStays() {
        String auth = "{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-200\"}";
        String ack = "{\"name\":\"subscribed\",\"channel\":\"terminal\",\"status\":1,\"pk\":\"T-200\"}";
        try (WsTestClient older = clients.connect(); WsTestClient newer = clients.connect()) {
            older.send(auth).expect(ack);
            newer.send(auth).expect(ack);
            older.expectClose(4003);
            newer.expectNothingMore();
            assertThat(get("/server/online?kind=terminal&pk=12")).isEqualTo("true");
        }
        await().untilAsserted(() -> assertThat(get("/server/online?kind=terminal&pk=12")).isEqualTo("false"));
    }

    @Test
    void theServerLogsOutAnIdentity() {
        try (WsTestClient bob = clients.connect()) {
            bob.auth("jwt", Tokens.of(8));
            post("/server/logout?kind=member&pk=8", "");
            bob.expectClose(4002);
        }
    }

    @Test
    void aRecheckEndsWhatIsNoLongerPermitted() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("group", 3).subscribe("group", 2);
            post("/server/membership?member=7&group=3&in=false", "");
            try {
                post("/server/recheck?kind=member&pk=7", "");
                assertThat(alice.next().at("/message/error").asText()).isEqualTo("subscribe permission denied");
                alice.expect("{\"name\":\"unsubscribed\",\"channel\":\"group\",\"status\":2,\"pk\":\"3\"}");
                post("/server/publish?channel=group&pk=3&pk=2", "{\"n\":1}");
                alice.expect("{\"channel\":\"group\",\"pk\":\"2\",\"message\":{\"n\":1}}").expectNothingMore();
            } finally {
                post("/server/membership?member=7&group=3&in=true", "");
            }
        }
    }

    @Test
    void whatIsSentAfterCommitIsNotSentAfterARollback() {
        try (WsTestClient bob = clients.connect()) {
            bob.auth("jwt", Tokens.of(8));
            RestAssured.given().contentType("application/json").body("{\"n\":1}")
                    .post(uri.resolve("/server/after-commit?name=bob&fail=true")).then().statusCode(500);
            RestAssured.given().contentType("application/json").body("{\"n\":1.5}")
                    .post(uri.resolve("/server/after-commit?name=bob&doomed=true")).then().statusCode(204);
            RestAssured.given().contentType("application/json").body("{\"n\":2}")
                    .post(uri.resolve("/server/after-commit?name=bob&fail=false")).then().statusCode(204);
            bob.expect("{\"channel\":\"user\",\"pk\":\"bob\",\"message\":{\"n\":2}}");
        }
    }

    @Test
    void aLargeMessageIsAnsweredAndAHugeOneEndsTheConnection() {
        try (WsTestClient client = clients.connect()) {
            client.send("{\"action\":\"x\",\"f\":\"" + "x".repeat(70_000) + "\"}");
            assertThat(client.next().at("/message/code").asInt()).isEqualTo(413);
            client.expectNothingMore().send("\"" + "x".repeat(300_000) + "\"");
            client.expectClose(1009);
        }
    }

    @Test
    void theServerPublishesToTheChannelOfAnEntity() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("group", 2);
            post("/server/group?pk=2", "{\"n\":1}");
            alice.expect("{\"channel\":\"group\",\"pk\":\"2\",\"message\":{\"n\":1}}").expectNothingMore();
        }
    }

    @Test
    void whatBecomesOfAnEntityIsPublishedToItsChannel() {
        long pk = System.nanoTime();
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).send("{\"action\":\"subscribe\",\"channel\":\"project\",\"pk\":" + pk + "}");
            assertThat(alice.next().get("name").asText()).isEqualTo("subscribed");
            RestAssured.post(uri.resolve("/server/project?name=a&pk=" + pk)).then().statusCode(204);
            alice.expect(
                    "{\"channel\":\"project\",\"pk\":\"" + pk + "\",\"message\":{\"event\":\"created\",\"entity\":\"Project\","
                            + "\"pk\":\"" + pk + "\",\"version\":0,\"data\":{\"name\":\"a\"}},\"offset\":1}")
                    .expectNothingMore();
        }
    }

    @Test
    void bytesThatAreNoTextAreRefusedAndCountAsRequests() {
        try (WsTestClient client = clients.connect()) {
            client.sendBinary(new byte[]{(byte) 0xc3, (byte) 0x28})
                    .expect("{\"channel\":\"system\",\"message\":{\"error\":\"frame is not UTF-8\",\"code\":400}}");
            for (int i = 0; i < 400; i++) {
                client.sendBinary(WsTestClient.HEARTBEAT.getBytes(StandardCharsets.UTF_8));
            }
            client.expectClose(4008);
        }
    }

    @Test
    void readinessKnowsTheLink() {
        assertThat(get("/q/health/ready")).contains("\"name\": \"ws4redis\"").contains("UP");
    }

    private void post(String path, String body) {
        RestAssured.given().contentType("application/json").body(body).post(uri.resolve(path)).then().statusCode(
                Matchers.lessThan(300));
    }

    private String get(String path) {
        return RestAssured.get(uri.resolve(path)).then().statusCode(200).extract().asString();
    }
}
