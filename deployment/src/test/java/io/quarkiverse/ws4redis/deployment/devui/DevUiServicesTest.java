package io.quarkiverse.ws4redis.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.devui.tests.DevUIJsonRPCTest;
import io.quarkus.test.QuarkusDevModeTest;

/** What the pages of the Dev UI get when they ask. */
class DevUiServicesTest extends DevUIJsonRPCTest {

    @RegisterExtension
    static final QuarkusDevModeTest TEST = DevUiApplication.inDevMode();

    private final WsTestClients clients = WsTestClients.of(DevUiApplication.ENDPOINT);

    DevUiServicesTest() {
        super("quarkus-ws4redis", DevUiApplication.URL);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void theTraceSaysWhyARequestWasDenied() throws Exception {
        WsTestClient visitor = clients.connect();
        visitor.expectRefused(403, "subscribe", Map.of("channel", "room", "pk", 1));
        visitor.expectRefused(400, "auth", Map.of("kind", "ghost", "token", "open sesame"));
        visitor.expectRefused(401, "auth", Map.of("kind", "visitor", "token", "a wrong token"));
        visitor.auth("visitor", "open sesame").subscribe("room", 1);
        visitor.expectRefused(403, "subscribe", Map.of("channel", "room", "pk", 3));
        visitor.expectRefused(403, "subscribe", Map.of("channel", "board", "pk", 1));
        visitor.expectRefused(403, "publish", Map.of("channel", "board", "pk", 1, "message", "a body"));
        visitor.expectRefused(403, "publish", Map.of("channel", "lobby", "message", "a body"));
        visitor.expectRefused(403, "subscribe", Map.of("channel", "nowhere"));
        visitor.expectRefused(500, "paint", Map.of("channel", "room", "pk", 1, "colour", "a body"));

        JsonNode trace = executeJsonRPCMethod("trace");
        assertThat(reasons(trace)).containsExactly(
                "The connection is not authenticated.",
                "No class has @WsAuthenticator for this kind. There are: jwt, visitor.",
                "The kind's authWS4RedisConnection returned null.",
                "Room.canSubscribeTo returned pks without 3.",
                "Board.canSubscribeTo returned null, which counts as false.",
                "Board has no canPublishTo: no client may publish.",
                "quarkus.ws4redis.channels.lobby.publish is false.",
                "No class has @WsChannel(\"nowhere\"), and there is no quarkus.ws4redis.channels.nowhere.",
                reasons(trace).get(8));
        assertThat(reasons(trace).get(8)).startsWith("java.lang.IllegalStateException was thrown at ")
                .contains("Room.paint(Room.java:");
        assertThat(trace.toString()).contains("\"identity\":\"visitor:7\"").doesNotContain("sesame", "token", "a body",
                "secret");
    }

    @Test
    void theConsoleMayBeAnybodyOnce() throws Exception {
        String request = executeJsonRPCMethod("impersonate", Map.of("kind", "visitor", "pk", "9", "uuid", "nine")).toString();
        JsonNode who = clients.connect().send(request)
                .expectLike("{\"name\":\"subscribed\",\"channel\":\"visitor\",\"pk\":\"nine\"}")
                .request("subscribe", Map.of("channel", "room", "pk", 2));
        assertThat(who.path("status").asInt()).isEqualTo(2);
        clients.connect().send(request).expectError(401);
        clients.connect().send("{\"action\":\"auth\",\"kind\":\"ws4redis-dev-ui\"}").expectError(401);

        JsonNode connections = executeJsonRPCMethod("connections");
        assertThat(connections.findValuesAsText("identity")).contains("visitor:9");
        assertThat(connections.toString()).contains("[\"room/2\",\"visitor/nine\"]");
        assertThat(executeJsonRPCMethod("identities").findValuesAsText("pk")).contains("9");
        JsonNode members = executeJsonRPCMethod("members", Map.of("facility", "", "channel", "room", "pk", "2"));
        assertThat(members.path("count").asInt()).isEqualTo(1);
        assertThat(members.path("members").findValuesAsText("uuid")).containsExactly("nine");
    }

    private static List<String> reasons(JsonNode trace) {
        return StreamSupport.stream(trace.spliterator(), false)
                .filter(entry -> entry.path("outcome").asText().equals("refused"))
                .map(entry -> entry.path("reason").asText()).toList();
    }
}
