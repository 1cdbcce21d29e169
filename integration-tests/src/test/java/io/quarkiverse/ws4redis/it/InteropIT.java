package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Two nodes and a Django worker on one Redis, with the messages of the recorded frames; the prefix is set by the worker's name for it. */
class InteropIT {

    private static final String[] INTEROP = {"-Dquarkus.ws4redis.interop.enabled=true", "-Dws4redis.prefix=shop"};

    private static RedisProcess redis;
    private static WsTestNode a;
    private static WsTestNode b;

    private DjangoWorker django;
    private WsTestClient alice;
    private WsTestClient bob;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        a = Nodes.start("node-interop-a", redis, INTEROP);
        b = Nodes.start("node-interop-b", redis, INTEROP);
    }

    @AfterAll
    static void stop() {
        Stream.of(a, b).filter(Objects::nonNull).forEach(WsTestNode::close);
        redis.close();
    }

    @BeforeEach
    void connect() {
        a.awaitReady(true);
        b.awaitReady(true);
        django = new DjangoWorker(redis.port(), "shop").subscribe("chat", "5");
        alice = a.connect().auth("jwt", Tokens.of(7)).subscribe("chat", 5);
        bob = b.connect().auth("jwt", Tokens.of(8)).subscribe("chat", 5);
    }

    @AfterEach
    void close() {
        alice.close();
        bob.close();
        django.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_side_publishes", "redis_burst", "publish_ok"})
    void whatDjangoPublishesComesAsTheFrameThatItsOwnClientsGet(String transcript) {
        List<JsonNode> recorded = frames(transcript);
        alice.send("{\"action\":\"subscribe\",\"channel\":\"group\"}");
        for (int group = 1; group <= 3; group++) {
            alice.expectLike("{\"name\":\"subscribed\",\"channel\":\"group\",\"pk\":\"" + group + "\"}");
        }
        for (JsonNode frame : recorded) {
            JsonNode message = frame.get("message");
            django.publish(frame.get("channel").asText(), frame.has("pk") ? frame.get("pk").asText() : null,
                    message.isTextual() ? message.asText() : message.toString());
        }
        for (JsonNode frame : recorded) {
            alice.expect(frame.toString());
        }
        alice.expectNothingMore();
        for (JsonNode frame : recorded) {
            if (List.of("chat", "broadcast").contains(frame.get("channel").asText())) {
                bob.expect(frame.toString());
            }
        }
        bob.expectNothingMore();
    }

    @Test
    void whatOurClientsPublishComesToDjangosAsTheFrameOfTheirOwn() {
        Transcript transcript = Transcript.load("publish_ok");
        for (int i = 0; i < transcript.lines().size(); i++) {
            JsonNode line = transcript.lines().get(i);
            String text = line.path("text").asText();
            if (line.path("dir").asText().equals("send") && text.contains("\"publish\"") && !text.contains("NaN")) {
                alice.send(text);
                JsonNode message = WsTestClient.json(text).get("message");
                String frame = "{\"channel\":\"chat\",\"pk\":\"5\",\"message\":" + message + "}";
                alice.expect(frame);
                bob.expect(frame);
                django.expect(transcript.lines().get(i + 1).get("text").asText());
            }
        }
        alice.expectNothingMore();
        bob.expectNothingMore();
    }

    @Test
    void everybodyGetsEachMessageOnceWhoeverPublishes() {
        for (int i = 0; i < 50; i++) {
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":\"same\"}");
            django.publish("chat", "5", "same");
            bob.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":\"same\",\"key\":\"" + i + "\"}");
            b.post("/server/publish?channel=chat&pk=5", "{\"name\":\"same\"}");
        }
        String same = "{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"same\"}";
        String event = "{\"channel\":\"chat\",\"pk\":\"5\",\"message\":{\"name\":\"same\"}}";
        for (WsTestClient each : List.of(alice, bob)) {
            List<String> got = Stream.generate(each::nextText).limit(200).toList();
            assertThat(got).filteredOn(text -> WsTestClient.json(text).equals(WsTestClient.json(same))).hasSize(150);
            assertThat(got).filteredOn(text -> WsTestClient.json(text).equals(WsTestClient.json(event))).hasSize(50);
            each.expectNothingMore();
        }
        django.publish("chat", "5", "end");
        assertThat(Stream.generate(django::next).limit(201).map(WsTestClient::json)
                .filter(WsTestClient.json(same)::equals).count()).isEqualTo(150);
    }

    @Test
    void whatOnesServerApiSendsComesToBoth() {
        django.subscribe("user", "alice").subscribe("broadcast", null);
        b.post("/server/user?name=alice", "{\"name\":\"hello\",\"priority\":0}");
        a.post("/server/broadcast", "\"to all\"");
        alice.expect("{\"channel\":\"user\",\"pk\":\"alice\",\"message\":{\"name\":\"hello\",\"priority\":0}}");
        alice.expect("{\"channel\":\"broadcast\",\"message\":\"to all\"}");
        bob.expect("{\"channel\":\"broadcast\",\"message\":\"to all\"}");
        django.expect("{\"channel\":\"user\",\"pk\":\"alice\",\"message\":{\"name\":\"hello\",\"priority\":0}}");
        django.expect("{\"channel\":\"broadcast\",\"message\":\"to all\"}");
    }

    @Test
    void aLogoutIsAMessageOfDjangosAndNoneForIt() {
        alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":{\"name\":\"logout\",\"pk\":8}}");
        bob.expectMessage("chat", 5, "{\"name\":\"logout\"}");
        alice.expectMessage("chat", 5, "{\"name\":\"logout\"}");
        django.publish("user", "alice", "{\"name\": \"logout\", \"pk\": 7}");
        alice.expectMessage("user", "alice", "{\"name\":\"logout\",\"pk\":7}").expectNothingMore();
        django.publish("chat", "5", "end");
        django.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"end\"}");
    }

    @Test
    void whatTheOtherSideCannotHaveIsLeftOutAndCounted() {
        for (String message : List.of("5", "null", "[1]", "\"5\"", "\"true\"", "\"NaN\"")) {
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":" + message + "}");
            bob.expectMessage("chat", 5, message);
        }
        django.publish("chat", "5", "{\"n\": NaN}");
        django.publish("chat", "5", "x".repeat(70_000));
        django.publish("chat", "5", "end");
        bob.expectMessage("chat", 5, "\"end\"").expectNothingMore();
        assertThat(django.next()).as("what it gets of its own is not our affair").contains("NaN");
        assertThat(django.next()).contains("xxx");
        django.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"end\"}");
        assertThat(a.get("/q/metrics")).containsPattern("ws4redis_interop_total\\{outcome=\"withheld\"} [6-9]")
                .containsPattern("ws4redis_interop_total\\{outcome=\"malformed\"} [2-9]");
    }

    @Test
    void aLostLinkIsToldAndAfterItNothingIsMissing() {
        redis.send("CLIENT KILL TYPE pubsub");
        alice.expectClose(4006);
        bob.expectClose(4006);
        connect();
        django.publish("chat", "5", "from there");
        alice.expectMessage("chat", 5, "\"from there\"").publish("chat", 5, "from here").expectMessage("chat", 5,
                "\"from here\"");
        bob.expectMessage("chat", 5, "\"from there\"").expectMessage("chat", 5, "\"from here\"").expectNothingMore();
    }

    @Test
    void aChannelWithHistoryKeepsOurMessagesAndSaysThatThisIsNotAll() {
        django.subscribe("journal", "1");
        JsonNode at = alice.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":1}").next();
        alice.publish("journal", 1, "ours");
        django.publish("journal", "1", "theirs");
        alice.expect("{\"channel\":\"journal\",\"pk\":\"1\",\"message\":\"ours\",\"offset\":1}");
        alice.expect("{\"channel\":\"journal\",\"pk\":\"1\",\"message\":\"theirs\"}").expectNothingMore();
        django.expect("{\"channel\":\"journal\",\"pk\":\"1\",\"message\":\"ours\"}");
        bob.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":1,\"recover\":{\"epoch\":\""
                + at.get("epoch").asText()
                + "\",\"offset\":1}}").next();
        assertThat(bob.next().get("recovered").asBoolean()).isFalse();
        redis.send("CLIENT KILL TYPE pubsub");
        alice.expectClose(4006);
    }

    @Test
    void otherFacilitiesAreOurs() {
        try (WsTestClient lobby = a.clients().facility("lobby").connect()) {
            lobby.auth("jwt", Tokens.of(7)).subscribe("chat", 5).publish("chat", 5, "in the lobby");
            lobby.expectMessage("chat", 5, "\"in the lobby\"");
            django.publish("chat", "5", "end");
            lobby.expectNothingMore();
        }
        alice.expectMessage("chat", 5, "\"end\"");
        django.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"end\"}");
    }

    private static List<JsonNode> frames(String transcript) {
        return Transcript.load(transcript).lines().stream()
                .filter(line -> line.path("dir").asText().equals("recv") && line.path("sock").asText().equals("A"))
                .map(line -> line.path("text").asText())
                .filter(text -> text.startsWith("{\"channel\"") && !text.contains("NaN")).map(WsTestClient::json).toList();
    }
}
