package io.quarkiverse.ws4redis.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

@QuarkusTest
class ChatTest {

    @TestHTTPResource("/ws")
    URI uri;

    @Test
    void twoPeopleTalkInARoom() throws Exception {
        BlockingQueue<String> toBob = new LinkedBlockingQueue<>();
        WebSocket bob = connect("bob", toBob);
        bob.sendText("{\"action\":\"subscribe\",\"channel\":\"room\",\"pk\":2}", true).join();
        await(toBob, "\"subscribed\",\"channel\":\"room\"");
        WebSocket alice = connect("alice", new LinkedBlockingQueue<>());
        alice.sendText("{\"action\":\"subscribe\",\"channel\":\"room\",\"pk\":2}", true).join();
        await(toBob, "\"joined\"");
        // Twice, as a client does that did not get the answer.
        String say = "{\"action\":\"say\",\"channel\":\"room\",\"pk\":2,\"text\":\"<b>hello</b>\",\"key\":\"k\"}";
        alice.sendText(say, true).join();
        alice.sendText(say, true).join();
        assertThat(await(toBob, "hello")).contains("\"from\":\"alice\"", "<b>hello</b>", "\"offset\":1}");
        alice.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(await(toBob, "\"left\"")).contains("Alice Adler");
        assertThat(toBob).noneMatch(frame -> frame.contains("hello"));
        bob.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
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
    void strangersHearNothing() throws Exception {
        BlockingQueue<String> toCarol = new LinkedBlockingQueue<>();
        WebSocket carol = connect("carol", toCarol);
        carol.sendText("{\"action\":\"subscribe\",\"channel\":\"room\",\"pk\":2}", true).join();
        await(toCarol, "subscribe permission denied");
        carol.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        RestAssured.given().contentType("application/json").body(Map.of("name", "carol", "password", "wrong"))
                .post("/api/login").then().statusCode(401);
    }

    private WebSocket connect(String name, BlockingQueue<String> frames) throws Exception {
        String token = login(name);
        URI ws = URI.create(uri.toString().replaceFirst("http", "ws"));
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(ws, new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                frames.add(data.toString());
                webSocket.request(1);
                return null;
            }
        }).get(10, TimeUnit.SECONDS);
        socket.sendText("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + token + "\"}", true).join();
        await(frames, "\"subscribed\",\"channel\":\"user\"");
        return socket;
    }

    private static String login(String name) {
        return RestAssured.given().contentType("application/json").body(Map.of("name", name, "password", name))
                .post("/api/login").then().statusCode(200).extract().path("token");
    }

    private static String await(BlockingQueue<String> frames, String part) throws InterruptedException {
        while (true) {
            String frame = frames.poll(20, TimeUnit.SECONDS);
            assertThat(frame).as("a frame with %s", part).isNotNull();
            if (frame.contains(part)) {
                return frame;
            }
        }
    }
}
