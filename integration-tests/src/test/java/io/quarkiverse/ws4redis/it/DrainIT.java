package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Two nodes, of which one ends, in order or not. */
class DrainIT {

    private static final String TERMINAL = "{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"tok-100\"}";
    private static final String GRACE = "-Dquarkus.ws4redis.presence.grace=6S";

    private static final Duration DRAIN = Duration.ofSeconds(4);

    private static RedisProcess redis;
    private static WsTestNode staying;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        staying = Nodes.start("node-staying", redis, GRACE);
    }

    @AfterAll
    static void stop() {
        staying.close();
        redis.close();
    }

    @Test
    void theClientsOfANodeThatIsTerminatedGoToTheOtherAndNobodyNotices() {
        WsTestNode leaving = Nodes.start("node-leaving", redis, GRACE, "-Dquarkus.ws4redis.drain.duration=" + DRAIN);
        List<WsTestClient> clients = new ArrayList<>();
        try (WsTestClient observer = observer("1")) {
            for (int i = 0; i < 20; i++) {
                clients.add(leaving.connect().auth("jwt", Tokens.of(7)).subscribe("lounge", 1));
            }
            assertThat(observer.next().get("name").asText()).isEqualTo("joined");
            clients.forEach(client -> client.send("{\"action\":\"order\",\"channel\":\"lounge\",\"pk\":1,\"id\":1}"));
            clients.forEach(DrainIT::awaitHeartbeat);
            long hooks = hooks("line member:7");

            leaving.terminate();
            List<Long> closedAt = new ArrayList<>();
            while (closedAt.size() < clients.size()) {
                for (int i = 0; i < clients.size(); i++) {
                    WsTestClient client = clients.get(i);
                    if (client != null && client.isClosed()) {
                        client.expectClose(1012);
                        assertThat(client.drain()).as("what was asked before is answered")
                                .contains("{\"id\":1,\"name\":\"ok\",\"result\":\"tea\"}");
                        if (closedAt.isEmpty()) {
                            assertRefuses(leaving);
                        }
                        closedAt.add(System.nanoTime());
                        staying.connect().auth("jwt", Tokens.of(7)).subscribe("lounge", 1);
                        clients.set(i, null);
                    }
                }
                assertThat(staying.get("/server/online?kind=member&pk=7")).isEqualTo("true");
            }
            leaving.awaitExit();
            assertThat(Duration.ofNanos(closedAt.get(closedAt.size() - 1) - closedAt.get(0)))
                    .as("not all at once").isGreaterThan(DRAIN.dividedBy(4));

            await().atMost(Duration.ofSeconds(60)).untilAsserted(
                    () -> assertThat(staying.log()).contains("is gone; removing its connections"));
            assertThat(hooks("line member:7")).as("hooks of the node that stays").isEqualTo(hooks);
            assertThat(leaving.log()).contains("online member:7").doesNotContain("offline member:7");
            observer.expectNothingMore();
        } finally {
            leaving.close();
        }
    }

    @Test
    void whoDoesNotComeBackIsOfflineAndHasLeft() {
        WsTestNode leaving = Nodes.start("node-leaving-alone", redis, GRACE, "-Dquarkus.ws4redis.drain.duration=0S");
        try (WsTestClient observer = observer("2"); WsTestClient bob = leaving.connect()) {
            bob.auth("jwt", Tokens.of(8)).subscribe("lounge", 2);
            observer.next();
            long offline = hooks("offline member:8");
            leaving.terminate();
            bob.expectClose(1012);
            assertLeft(observer.next());
            await().atMost(Duration.ofSeconds(60)).until(() -> hooks("offline member:8") == offline + 1);
            assertThat(staying.get("/server/online?kind=member&pk=8")).isEqualTo("false");
        } finally {
            leaving.close();
        }
    }

    @Test
    void theUsersOfANodeThatIsKilledLeave() {
        WsTestNode doomed = Nodes.start("node-killed", redis, GRACE);
        try (WsTestClient observer = observer("3"); WsTestClient bob = doomed.connect()) {
            bob.auth("jwt", Tokens.of(8)).subscribe("lounge", 3);
            observer.next();
            doomed.kill();
            assertLeft(observer.next());
        } finally {
            doomed.close();
        }
    }

    private static WsTestClient observer(String pk) {
        WsTestClient observer = staying.connect();
        observer.send(TERMINAL).next();
        observer.subscribe("lounge", pk).next();
        return observer;
    }

    private static void assertLeft(JsonNode frame) {
        assertThat(frame.get("name").asText()).isEqualTo("left");
        assertThat(frame.at("/member/pk").asText()).isEqualTo("8");
    }

    private static void assertRefuses(WsTestNode leaving) {
        assertThat(leaving.isReady()).isFalse();
        leaving.clients().expectRefused(503);
    }

    /** The answer to a heartbeat does not wait for requests: when it is there, all that was sent before has been read. */
    private static void awaitHeartbeat(WsTestClient client) {
        client.send(WsTestClient.HEARTBEAT);
        while (!client.nextText().equals(WsTestClient.HEARTBEAT)) {
            // Who joined, and what was ordered, comes in between.
            continue;
        }
    }

    private static long hooks(String line) {
        return staying.get("/server/hooks").split(line, -1).length - 1L;
    }
}
