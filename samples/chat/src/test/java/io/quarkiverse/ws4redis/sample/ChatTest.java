package io.quarkiverse.ws4redis.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

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
        await(toBob, "\"online\":true");
        alice.sendText("{\"action\":\"say\",\"channel\":\"room\",\"pk\":2,\"text\":\"<b>hello</b>\"}", true).join();
        assertThat(await(toBob, "\"said\"")).contains("\"from\":\"alice\"", "<b>hello</b>");
        alice.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        await(toBob, "\"online\":false");
        bob.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
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
        String token = RestAssured.given().contentType("application/json").body(Map.of("name", name, "password", name))
                .post("/api/login").then().statusCode(200).extract().path("token");
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
