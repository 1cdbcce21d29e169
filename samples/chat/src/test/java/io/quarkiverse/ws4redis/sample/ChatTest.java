package io.quarkiverse.ws4redis.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

@QuarkusTest
class ChatTest {

    @InjectWs4RedisClient
    WsTestClients clients;

    @Test
    void twoPeopleTalkInARoom() {
        WsTestClient bob = connect("bob").subscribe("room", 2);
        bob.expectLike("{\"name\":\"joined\",\"member\":{\"uuid\":\"bob\"}}");
        WsTestClient alice = connect("alice").subscribe("room", 2);
        bob.expectLike("{\"name\":\"joined\",\"member\":{\"uuid\":\"alice\"}}");
        // Twice, as a client does that did not get the answer.
        for (int i = 0; i < 2; i++) {
            alice.request("say", Map.of("channel", "room", "pk", 2, "text", "<b>hello</b>", "key", "k"));
        }
        bob.expectMessage("room", 2, "{\"from\":\"alice\",\"text\":\"<b>hello</b>\"}");
        alice.close();
        bob.expectLike("{\"name\":\"left\",\"member\":{\"meta\":{\"name\":\"Alice Adler\"}}}").expectNothingMore();
    }

    @Test
    void aTokenIsRenewedByAToken() {
        String token = login("alice");
        RestAssured.given().auth().oauth2(token).post("/api/token").then().statusCode(200);
        RestAssured.given().post("/api/token").then().statusCode(401);
    }

    /** Browsers run no import map that the Content-Security-Policy does not know. */
    @Test
    void thePageMayRunItsImportMap() throws Exception {
        Response page = RestAssured.get("/");
        Matcher map = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page.body().asString());
        assertThat(map.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page.header("Content-Security-Policy")).contains("'sha256-" + Base64.getEncoder().encodeToString(hash));
        RestAssured.get("/_static/ws4redis-client/ws4redis-client.js").then().statusCode(200);
    }

    @Test
    void strangersHearNothing() {
        connect("carol").expectRefused(403, "subscribe", Map.of("channel", "room", "pk", 2));
        RestAssured.given().contentType("application/json").body(Map.of("name", "carol", "password", "wrong"))
                .post("/api/login").then().statusCode(401);
    }

    private WsTestClient connect(String name) {
        return clients.connect().auth("jwt", login(name));
    }

    private static String login(String name) {
        return RestAssured.given().contentType("application/json").body(Map.of("name", name, "password", name))
                .post("/api/login").then().statusCode(200).extract().path("token");
    }
}
