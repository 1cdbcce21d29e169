package io.quarkiverse.ws4redis.deployment.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.http.TestHTTPResource;

/** Without a trace, messages are what they are without OpenTelemetry. */
abstract class WithoutTraces {

    private static final String FRAME = "{\"channel\":\"room\",\"pk\":\"3\",\"message\":1}";

    @TestHTTPResource("/ws")
    URI uri;

    @Inject
    InMemorySpanExporter spans;

    @Inject
    RedisDataSource redis;

    @Test
    void aMessageHasNotOneByteMore() {
        List<String> payloads = new CopyOnWriteArrayList<>();
        redis.pubsub(String.class).subscribe("ws4redis:{room:3:events}", payloads::add);
        try (WsTestClient alice = WsTestClients.of(uri).connect()) {
            alice.send("{\"action\":\"auth\",\"kind\":\"person\",\"token\":\"alice\"}").expectLike("{\"name\":\"subscribed\"}");
            alice.subscribe("room", 3).send("{\"action\":\"publish\",\"channel\":\"room\",\"pk\":3,\"message\":1}");
            alice.expect(FRAME);
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(payloads).containsExactly("W4\1\0" + FRAME));
        assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getName).noneMatch(name -> name.contains("room"));
    }
}
