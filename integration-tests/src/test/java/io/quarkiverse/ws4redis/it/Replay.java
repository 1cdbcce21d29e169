package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkiverse.ws4redis.test.WsTestFrame;
import io.restassured.RestAssured;

/** Sends what was sent to the original, and expects what it answered, except where a difference is declared. */
final class Replay {

    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.([\\w-]+)\\.[\\w-]+");

    private final Transcript transcript;
    private final URI server;
    private final Map<String, WsTestClient> sockets = new HashMap<>();

    Replay(Transcript transcript, URI server) {
        this.transcript = transcript;
        this.server = server;
    }

    void run() {
        try {
            for (int line = 1; line <= transcript.lines().size(); line++) {
                transcript.calls().getOrDefault(line, List.of()).forEach(this::call);
                step(transcript.lines().get(line - 1), transcript.differences().get(line));
            }
        } catch (AssertionError e) {
            throw new AssertionError(transcript.name() + ": " + e.getMessage(), e);
        } finally {
            sockets.values().forEach(WsTestClient::close);
        }
    }

    private void call(JsonNode call) {
        RestAssured.given().contentType("application/json").body(call.get("body").toString())
                .post(server.resolve(call.get("path").asText())).then().statusCode(200);
    }

    private void step(JsonNode line, JsonNode difference) {
        boolean dropped = difference != null && difference.path("drop").asBoolean();
        if (!dropped) {
            switch (line.path("dir").asText()) {
                case "open" -> open(line, difference);
                case "send" -> send(line);
                case "recv" -> receive(line, difference);
                default -> assertThat(difference).as("only what is sent and received can differ: " + line).isNull();
            }
        }
        if (difference != null && difference.has("add")) {
            difference.get("add").forEach(frame -> socket(line).expect(frame.toString()));
        }
    }

    private void open(JsonNode line, JsonNode difference) {
        URI uri = server.resolve(line.get("text").asText());
        if (difference != null && difference.has("refused")) {
            WsTestClients.of(uri).expectRefused(difference.get("refused").asInt());
        } else {
            sockets.put(line.get("sock").asText(), WsTestClients.of(uri).connect());
        }
    }

    private void send(JsonNode line) {
        switch (line.path("op").asText()) {
            case "close" -> {
                if (!socket(line).isClosed()) {
                    socket(line).expectNothingMore();
                }
                socket(line).close(line.get("code").asInt());
            }
            case "ping" -> socket(line).ping(line.get("text").asText());
            default -> socket(line).send(withFreshToken(line.get("text").asText()));
        }
    }

    private void receive(JsonNode line, JsonNode difference) {
        switch (line.path("op").asText()) {
            case "close" -> assertThat(socket(line).expectClose())
                    .isEqualTo((difference == null ? line.get("code") : difference.get("close")).asInt());
            case "pong" -> assertThat(socket(line).nextFrame())
                    .isEqualTo(new WsTestFrame(WsTestFrame.Kind.PONG, line.get("text").asText()));
            case "eof" -> assertThat(difference).isNull();
            default -> {
                String recorded = line.get("text").asText();
                if (recorded.equals(WsTestClient.HEARTBEAT)) {
                    assertThat(socket(line).nextText()).isEqualTo(recorded);
                } else if (difference == null || difference.has("add")) {
                    socket(line).expect(recorded);
                } else {
                    assertThat(WsTestClient.json(recorded)).as("a difference that is none: " + difference)
                            .isNotEqualTo(difference.get("instead"));
                    socket(line).expect(difference.get("instead").toString());
                }
            }
        }
    }

    private WsTestClient socket(JsonNode line) {
        return sockets.get(line.get("sock").asText());
    }

    /** The recorded tokens are long expired, and signed with keys of the original's. */
    private String withFreshToken(String text) {
        Matcher token = TOKEN.matcher(text);
        if (!token.find()) {
            return text;
        }
        JsonNode claims = WsTestClient.json(new String(Base64.getUrlDecoder().decode(token.group(1)), StandardCharsets.UTF_8));
        long user = claims.get("user_id").asLong();
        String fresh = transcript.name().equals("auth_jwt_bad_signature") ? Tokens.withWrongKey(user) : Tokens.of(user);
        return token.replaceFirst(Matcher.quoteReplacement(fresh));
    }
}
