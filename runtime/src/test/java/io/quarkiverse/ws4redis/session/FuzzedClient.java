package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.buffer.Buffer;

/** A client that sends anything, and knows by the acknowledgements that it gets what it may get from others. */
final class FuzzedClient {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final SessionNode node;
    private final String facility;
    private final String token;
    private final Set<Topic> held = new HashSet<>();
    /** All that it has been, and sent: what is under way when it leaves may still take effect. */
    private final Set<WsCredentials> identities = new HashSet<>();
    private final StringBuilder sent = new StringBuilder();
    private WsCredentials who;
    private Peer peer;
    /** What it has brought about itself. */
    private int closeCode;

    FuzzedClient(SessionNode node, String facility, String token) {
        this.node = node;
        this.facility = facility;
        this.token = token;
        connect();
    }

    private void connect() {
        peer = node.open(facility);
        held.clear();
        who = null;
        peer.send("{\"action\":\"auth\",\"kind\":\"member\",\"token\":\"" + token + "\"}");
        List.of("room", "wall", "log", "lobby")
                .forEach(channel -> peer.send("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\"}"));
        node.settle();
        assertAnswered();
        assertThat(who).isNotNull();
    }

    /** Nothing at all: it leaves, and comes again. */
    void send(byte[] frame, boolean binary) {
        if (frame.length == 0 || peer.closeCode() != 0) {
            peer.close();
            node.settle();
            assertAnswered();
            connect();
        } else if (binary) {
            peer.send(Buffer.buffer(frame));
        } else {
            peer.send(new String(frame, StandardCharsets.UTF_8));
        }
        sent.append(new String(frame, StandardCharsets.UTF_8)).append('\n');
    }

    /** Every frame is JSON, and says nothing of what went on inside. {@return how much there is of them} */
    long assertAnswered() {
        long size = 0;
        for (String frame : peer.received()) {
            size += frame.length();
            if (frame.equals("--heartbeat--")) {
                continue;
            }
            JsonNode json = parse(frame);
            acknowledge(json);
            assertThat(json.at("/message/error").asText()).doesNotContain("Exception", TestApplication.SECRET);
        }
        closeCode = peer.closeCode();
        return size;
    }

    private void acknowledge(JsonNode json) {
        Topic topic = topic(json);
        switch (json.path("name").asText()) {
            case "subscribed" -> {
                held.add(topic);
                TestApplication.everybody().filter(one -> topic.channel().equals(one.personalChannel())
                        && one.uuid().equals(topic.pk())).findFirst().ifPresent(this::become);
            }
            case "unsubscribed" -> held.remove(topic);
            default -> {
                // An answer, or a message.
            }
        }
    }

    private void become(WsCredentials now) {
        who = now;
        identities.add(now);
    }

    /** While another one sent, this one got what that one may publish where this one is subscribed, and nothing else. */
    void assertUndisturbedBy(FuzzedClient other) {
        // Who insists on being the only one is replaced by himself.
        boolean replaced = peer.closeCode() == 4003 && who.onlyOne() && other.identities.contains(who);
        assertThat(peer.closeCode() == closeCode || replaced).as("closed with %d", peer.closeCode()).isTrue();
        for (String frame : peer.received()) {
            JsonNode json = parse(frame);
            assertThat(json.has("name") || json.has("id")).as(frame).isFalse();
            Topic topic = topic(json);
            assertThat(held).as(frame).contains(topic);
            assertThat(other.identities).as(frame).anyMatch(one -> TestApplication.mayPublish(one, topic));
            assertThat(isSaid(other, frame)).as(frame).isTrue();
        }
    }

    /** A message arrives as it was written. */
    private static boolean isSaid(FuzzedClient other, String frame) {
        int from = frame.indexOf(",\"message\":") + ",\"message\":".length();
        int offset = frame.lastIndexOf(",\"offset\":");
        return other.sent.indexOf(frame.substring(from, frame.length() - 1)) >= 0
                || offset > from && other.sent.indexOf(frame.substring(from, offset)) >= 0;
    }

    private Topic topic(JsonNode json) {
        return new Topic(facility, json.path("channel").asText(), json.path("pk").textValue());
    }

    private static JsonNode parse(String frame) {
        try {
            return JSON.readTree(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(frame, e);
        }
    }
}
