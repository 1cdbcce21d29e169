package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** Two independent Redis, configured as the documentation shows. */
@QuarkusTest
@TestProfile(SeveralRedisTest.TwoRedis.class)
class SeveralRedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RedisProcess redisA;
    private static RedisProcess redisB;

    public static final class TwoRedis implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.ws4redis.redis-clients", RedisPage.option("several", "quarkus.ws4redis.redis-clients"),
                    "quarkus.ws4redis.devservices.enabled", "false");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Processes.class));
        }
    }

    /** The servers behind the names. */
    public static final class Processes implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            redisA = RedisProcess.start(0);
            redisB = RedisProcess.start(0);
            return Map.of("quarkus.redis.a.hosts", redisA.url(), "quarkus.redis.b.hosts", redisB.url(),
                    "quarkus.ws4redis.redis.timeout", "1S", "quarkus.ws4redis.redis.probe-interval", "500MS",
                    "quarkus.ws4redis.redis.reconnect-max", "500MS",
                    // So that only the subscriptions to chat make a difference.
                    "quarkus.ws4redis.history.user.size", "10", "quarkus.ws4redis.history.user.ttl", "1H",
                    "quarkus.ws4redis.history.broadcast.size", "10", "quarkus.ws4redis.history.broadcast.ttl", "1H");
        }

        @Override
        public void stop() {
            redisA.close();
            redisB.close();
        }
    }

    @InjectWs4RedisClient
    WsTestClients clients;

    @Test
    void eachRedisHasItsShareAndItsLossIsAMatterOfItsOwnTopics() {
        String[] pks = IntStream.range(0, 40).mapToObj(Integer::toString).toArray(String[]::new);
        try (WsTestClient alice = authenticated(7); WsTestClient bob = authenticated(8)) {
            for (int i = 0; i < pks.length; i++) {
                alice.subscribe("chat", pks[i]);
                assertPublished(alice, pks[i]);
            }
            List<String> atA = subscribedAt(redisA, pks);
            List<String> atB = subscribedAt(redisB, pks);
            assertThat(atA).isNotEmpty().doesNotContainAnyElementsOf(atB);
            assertThat(atB).isNotEmpty();
            assertThat(atA.size() + atB.size()).isEqualTo(pks.length);

            bob.subscribe("chat", atA.get(0));
            redisB.pause();
            try {
                alice.expectClose(4006);
                assertPublished(bob, atA.get(0));
                bob.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":" + atB.get(0) + ",\"message\":1,\"id\":1}");
                assertThat(bob.next().at("/message/error").asText()).isEqualTo("temporarily unavailable");
                bob.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":[" + atA.get(0) + "," + atB.get(0)
                        + "],\"message\":\"x\",\"id\":2}");
                // The answer may be faster than the message.
                assertThat(List.of(bob.next(), bob.next())).extracting(JsonNode::toString)
                        .contains("{\"channel\":\"chat\",\"pk\":\"" + atA.get(0) + "\",\"message\":\"x\"}")
                        .anyMatch(frame -> frame.contains("the request may have taken effect\""));
                assertThat(isReady()).isFalse();
            } finally {
                redisB.resume();
            }
            await().atMost(PATIENCE).until(SeveralRedisTest::isReady);
            bob.subscribe("chat", atB.get(0));
            assertPublished(bob, atB.get(0));
            assertPublished(bob, atA.get(0));
            bob.expectNothingMore();
        }
    }

    private WsTestClient authenticated(long user) {
        WsTestClient client = clients.connect();
        client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(user) + "\"}").next();
        return client;
    }

    private static void assertPublished(WsTestClient subscriber, String pk) {
        subscriber.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":" + pk + ",\"message\":\"x\"}");
        subscriber.expect("{\"channel\":\"chat\",\"pk\":\"" + pk + "\",\"message\":\"x\"}");
    }

    private static List<String> subscribedAt(RedisProcess redis, String[] pks) {
        String channels = redis.send("PUBSUB CHANNELS ws4redis:{chat:*");
        return Stream.of(pks).filter(pk -> channels.contains("{chat:" + pk + ":events}")).toList();
    }

    private static boolean isReady() {
        return RestAssured.get("/q/health/ready").statusCode() == 200;
    }
}
