package io.quarkiverse.ws4redis.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.quarkiverse.ws4redis.test.WsTestClient;

/**
 * What the original server did in one scenario, line by line, and beside it what the notes in it stand for (calls on the
 * server side) and where we differ on purpose.
 */
record Transcript(String name, List<JsonNode> lines, Map<Integer, List<JsonNode>> calls,
        Map<Integer, JsonNode> differences) {

    private static final String FOLDER = "/transcripts/";
    static final List<String> NAMES = List.of("action_before_auth", "auth_bad_token", "auth_jwt_bad_signature",
            "auth_jwt_ok", "auth_terminal_ok", "auth_unknown_kind", "custom_action_denied", "custom_action_ok", "facility",
            "heartbeat_echo", "idle_unauthenticated", "publish_denied", "publish_ok", "redis_burst", "resubscribe",
            "server_side_publishes", "subscribe_any_channel", "subscribe_denied", "subscribe_ok", "terminal_flow_v1",
            "unsubscribe", "url_token_ok");

    static Transcript load(String name) {
        List<JsonNode> lines = read(name + ".jsonl").orElseThrow().lines().map(WsTestClient::json).toList();
        JsonNode notes = read(name + ".differences.json").map(WsTestClient::json)
                .orElseGet(JsonNodeFactory.instance::objectNode);
        return new Transcript(name, lines,
                all(notes.path("calls")).collect(Collectors.groupingBy(c -> c.get("before").asInt())),
                all(notes.path("differences"))
                        .collect(Collectors.toMap(d -> d.get("line").asInt(), d -> d)));
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Optional<String> read(String file) {
        try (InputStream in = Transcript.class.getResourceAsStream(FOLDER + file)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
