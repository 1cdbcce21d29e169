package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Three nodes do all they can do as the Redis user that the documentation shows. */
class RedisUserIT {

    private static final String TERMINAL = "{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-200\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RedisProcess redis;
    private static WsTestNode staying;
    private static WsTestNode leaving;
    private static WsTestNode doomed;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        assumeThat(redis.send("INFO server")).as("ACL DRYRUN needs Redis 7")
                .containsPattern("redis_version:([7-9]|\\d\\d)");
        assertThat(redis.send("ACL SETUSER " + RedisPage.user("acl"))).startsWith("+OK");
        String[] options = {"-Dquarkus.redis.hosts=redis://ws4redis:change-me@127.0.0.1:" + redis.port(),
                "-Dquarkus.ws4redis.presence.grace=1S", "-Dquarkus.ws4redis.drain.duration=0S"};
        staying = Nodes.start("node-acl-staying", redis, options);
        leaving = Nodes.start("node-acl-leaving", redis, options);
        doomed = Nodes.start("node-acl-doomed", redis, options);
    }

    @AfterAll
    static void stop() {
        Stream.of(staying, leaving, doomed).filter(Objects::nonNull).forEach(WsTestNode::close);
        redis.close();
    }

    @Test
    void itMayDoAllThatANodeDoesAndNothingElse() {
        useEverything();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(granted()).as("nothing is granted that is not used")
                .allMatch(RedisUserIT::wasCalled));
        assertThat(redis.send("ACL LOG")).as("nothing was denied").startsWith("*0\r\n");
        for (String other : List.of("GET other", "SUBSCRIBE other", "PUBLISH other x", "KEYS ws4redis:*", "FLUSHALL",
                "CONFIG GET *", "SCRIPT FLUSH", "PSUBSCRIBE *")) {
            assertThat(redis.send("ACL DRYRUN ws4redis " + other)).as(other).doesNotStartWith("+OK");
        }
    }

    private static void useEverything() {
        String recover;
        try (WsTestClient alice = staying.connect(); WsTestClient bob = leaving.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 5);
            bob.auth("jwt", Tokens.of(8)).subscribe("chat", 5);
            bob.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":1}").next();
            alice.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":1}");
            bob.send("{\"action\":\"subscribe\",\"channel\":\"lounge\",\"pk\":\"1\"}").next();
            bob.next();
            alice.send("{\"action\":\"subscribe\",\"channel\":\"lounge\",\"pk\":\"1\"}").next();
            alice.next();
            bob.next();
            alice.send("{\"action\":\"presence\",\"channel\":\"lounge\",\"pk\":1}");
            assertThat(alice.next().get("count").asInt()).isEqualTo(2);
            recover = history(alice);
            assertThat(staying.get("/server/online?kind=member&pk=8")).isEqualTo("true");
        }
        staying.post("/server/publish?channel=journal&pk=1", "3");
        try (WsTestClient alice = staying.connect()) {
            alice.auth("jwt", Tokens.of(7));
            alice.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":1,\"recover\":" + recover + "}").next();
            assertThat(alice.next().get("message").asInt()).isEqualTo(3);
            assertThat(alice.next().get("recovered").asBoolean()).isTrue();
        }
        onlyOne();
        redisForgets();
        leavesWithItsNode("3", leaving, () -> {
            leaving.terminate();
            return 1012;
        });
        leavesWithItsNode("4", doomed, () -> {
            doomed.kill();
            return 1006;
        });
    }

    /** {@return where the topic was} */
    private static String history(WsTestClient alice) {
        JsonNode at = alice.send("{\"action\":\"subscribe\",\"channel\":\"journal\",\"pk\":1}").next();
        staying.post("/server/once?channel=journal&pk=1&key=a", "1");
        staying.post("/server/once?channel=journal&pk=1&key=a", "1");
        leaving.post("/server/publish?channel=journal&pk=1", "2");
        assertThat(alice.next().get("message").asInt()).isEqualTo(1);
        assertThat(alice.next().get("message").asInt()).isEqualTo(2);
        staying.post("/server/once?channel=chat&pk=6&key=a", "1");
        for (String since : List.of("", ",\"since\":0")) {
            alice.send("{\"action\":\"history\",\"channel\":\"journal\",\"pk\":1,\"limit\":5" + since + "}");
            assertThat(alice.next().get("messages")).hasSize(2);
        }
        return "{\"epoch\":\"" + at.get("epoch").asText() + "\",\"offset\":2}";
    }

    private static void onlyOne() {
        try (WsTestClient former = staying.connect(); WsTestClient newer = leaving.connect()) {
            former.send(TERMINAL).next();
            newer.send(TERMINAL).next();
            former.expectClose(4003);
        }
    }

    /** Scripts and data are gone, and come back. */
    private static void redisForgets() {
        try (WsTestClient alice = staying.connect()) {
            alice.auth("jwt", Tokens.of(7)).send("{\"action\":\"subscribe\",\"channel\":\"lounge\",\"pk\":\"2\"}").next();
            alice.next();
            redis.send("SCRIPT FLUSH");
            redis.send("FLUSHALL");
            await().atMost(PATIENCE).until(() -> wasCalled("hkeys") && wasCalled("eval"));
        }
    }

    /** Ends a node in a way that its clients see as a close code; somebody else takes Bob away. */
    private static void leavesWithItsNode(String pk, WsTestNode node, IntSupplier end) {
        String subscribe = "{\"action\":\"subscribe\",\"channel\":\"lounge\",\"pk\":\"" + pk + "\"}";
        try (WsTestClient alice = staying.connect(); WsTestClient bob = node.connect()) {
            alice.auth("jwt", Tokens.of(7)).send(subscribe).next();
            alice.next();
            bob.auth("jwt", Tokens.of(8)).send(subscribe).next();
            assertThat(alice.next().get("name").asText()).isEqualTo("joined");
            int code = end.getAsInt();
            assertThat(bob.expectClose()).isEqualTo(code);
            assertThat(alice.next().get("name").asText()).isEqualTo("left");
        }
        await().atMost(PATIENCE).until(() -> staying.get("/server/online?kind=member&pk=8").equals("false"));
    }

    private static List<String> granted() {
        return Stream.of(RedisPage.user("acl").split(" ")).filter(rule -> rule.startsWith("+")).map(rule -> rule.substring(1))
                .toList();
    }

    private static boolean wasCalled(String command) {
        return Pattern.compile("cmdstat_" + Pattern.quote(command) + ":calls=[1-9]")
                .matcher(redis.send("INFO commandstats")).find();
    }
}
