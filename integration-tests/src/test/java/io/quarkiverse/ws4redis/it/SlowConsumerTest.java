package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** Connections that do not read, with what their channels say should become of them. */
@QuarkusTest
@TestProfile(SlowConsumerTest.Bounds.class)
class SlowConsumerTest {

    public static final class Bounds implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.ws4redis.limits.outbound-buffer", "1M",
                    "quarkus.ws4redis.limits.total-outbound-buffer", "3M",
                    "quarkus.ws4redis.channels.feed.slow-consumer", "drop-oldest");
        }
    }

    private static final int MESSAGES = 600;
    private static final int SIZE = 20_000;
    private static final Predicate<String> LAST = text -> text.contains("\"i\":" + (MESSAGES - 1) + ",");

    @Inject
    Metrics metrics;

    @TestHTTPResource("/ws")
    URI uri;

    @Test
    void whoMissesOldMessagesGetsTheNewestInOrder() {
        try (SlowClient slow = SlowClient.connect(uri).authAs(7).subscribe("feed", 1)) {
            assertSomeAreMissing(slow, "feed");
        }
    }

    @Test
    void whoMissesPricesGetsTheLatest() {
        try (SlowClient slow = SlowClient.connect(uri).authAs(7).subscribe("ticker", 1)) {
            assertSomeAreMissing(slow, "ticker");
        }
    }

    private void assertSomeAreMissing(SlowClient slow, String channel) {
        long before = metrics.droppedMessages();
        flood(channel, 1);
        List<Integer> numbers = slow.readUntil(LAST).stream().map(text -> WsTestClient.json(text).at("/message/i").asInt())
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSizeLessThan(MESSAGES).endsWith(MESSAGES - 1);
        assertThat(metrics.droppedMessages() - before).isEqualTo(MESSAGES - numbers.size());
    }

    @Test
    void whenAllTogetherWaitForTooMuchSomeAreClosedAndTheOthersStay() {
        List<SlowClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                slow.add(SlowClient.connect(uri).authAs(7).subscribe("feed", 2));
            }
            long before = metrics.closedWith(CloseCode.SLOW_CONSUMER);
            flood("feed", 2);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(metrics.closedWith(CloseCode.SLOW_CONSUMER) - before).isBetween(3L, 5L));
            long stayed = slow.stream().filter(client -> {
                client.readUntil(LAST);
                return client.closeCode() == 0;
            }).count();
            assertThat(stayed).isBetween(1L, 3L);
            assertThat(slow).extracting(SlowClient::closeCode).containsOnlyElementsOf(List.of(0, 4005, 1006));
        } finally {
            slow.forEach(SlowClient::close);
        }
    }

    private void flood(String channel, int pk) {
        RestAssured.given().contentType("application/json")
                .post(uri.resolve("/server/flood?channel=" + channel + "&pk=" + pk + "&count=" + MESSAGES + "&size=" + SIZE))
                .then().statusCode(200);
    }
}
