package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkiverse.ws4redis.test.faults.BreakableLink;
import io.quarkiverse.ws4redis.test.faults.BreakableRedis;
import io.quarkiverse.ws4redis.test.faults.InjectRedisLink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** A link to Redis that is broken and comes back, in a test of the application. */
@QuarkusTest
@WithTestResource(BreakableRedis.class)
class RedisLinkTest {

    @InjectWs4RedisClient
    WsTestClients clients;

    @InjectRedisLink
    BreakableLink redis;

    @Test
    void withoutRedisRequestsAreRefusedAndWhenItIsBackEverythingWorks() {
        WsTestClient alice = clients.connect().auth("jwt", Tokens.of(7)).subscribe("chat", 5);
        WsTestClient anonymous = clients.connect();
        redis.cut();
        try {
            alice.expectClose(4006);
            anonymous.expectRefused(503, "auth", Map.of("kind", "terminal", "token", "tok-200"));
        } finally {
            redis.heal();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        assertThat(anonymous.isClosed()).isFalse();
        clients.connect().auth("jwt", Tokens.of(7)).subscribe("chat", 5).publish("chat", 5, "back")
                .expectMessage("chat", 5, "\"back\"").expectNothingMore();
    }
}
