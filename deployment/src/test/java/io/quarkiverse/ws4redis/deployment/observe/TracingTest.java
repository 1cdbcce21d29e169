package io.quarkiverse.ws4redis.deployment.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

/** What OpenTelemetry is told of a message's way, and how that crosses Redis. */
class TracingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String FRAME = "{\"channel\":\"room\",\"pk\":\"3\",\"message\":1}";

    @RegisterExtension
    static final QuarkusUnitTest TEST = TracedApplication.test()
            .overrideConfigKey("quarkus.ws4redis.channels.lobby.subscribe", "true");

    @TestHTTPResource("/ws")
    URI uri;

    @Inject
    InMemorySpanExporter spans;

    @Inject
    Tracer tracer;

    @Inject
    Ws4Redis ws;

    @Inject
    RedisDataSource redis;

    @BeforeEach
    void forget() {
        spans.reset();
    }

    @Test
    void aMessageIsFollowedFromItsRequestToTheSockets() {
        try (WsTestClient alice = person("alice"); WsTestClient bob = person("bob")) {
            alice.subscribe("room", 3);
            bob.subscribe("room", 3);
            alice.send("{\"action\":\"publish\",\"channel\":\"room\",\"pk\":3,\"message\":1}");
            alice.expect(FRAME);
            bob.expect(FRAME);
            SpanData deliver = span("deliver room");
            SpanData publish = span("publish room");
            SpanData request = span("PUBLISH room");
            assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
            assertThat(request.getParentSpanContext().isValid()).isFalse();
            assertThat(text(request, "ws4redis.pk")).isEqualTo("3");
            assertThat(text(request, "connection.id")).isNotEmpty();
            assertThat(publish.getKind()).isEqualTo(SpanKind.PRODUCER);
            assertThat(publish.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(text(publish, "messaging.system")).isEqualTo("redis");
            assertThat(text(publish, "messaging.operation.name")).isEqualTo("publish");
            assertThat(text(publish, "messaging.operation.type")).isEqualTo("send");
            assertThat(text(publish, "messaging.destination.name")).isEqualTo("ws4redis:{room:3:events}");
            assertThat(text(publish, "messaging.destination.template")).isEqualTo("room");
            assertThat(number(publish, "messaging.message.body.size")).isEqualTo(1);
            assertThat(number(publish, "ws4redis.receivers")).isEqualTo(1);
            assertThat(deliver.getKind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(deliver.getParentSpanId()).isEqualTo(publish.getSpanId());
            assertThat(deliver.getTraceId()).isEqualTo(request.getTraceId());
            assertThat(text(deliver, "messaging.operation.type")).isEqualTo("process");
            assertThat(text(deliver, "ws4redis.pk")).isEqualTo("3");
            assertThat(text(deliver, "ws4redis.facility")).isEqualTo("events");
            assertThat(number(deliver, "ws4redis.sockets")).isEqualTo(2);
        }
    }

    @Test
    void whatMethodsDoIsBelowTheirRequest() {
        try (WsTestClient alice = person("alice")) {
            alice.subscribe("room", 3);
            alice.send("{\"action\":\"publish\",\"channel\":\"room\",\"pk\":3,\"message\":1}");
            alice.expect(FRAME);
            assertThat(span("who").getParentSpanId()).isEqualTo(span("AUTH person").getSpanId());
            assertThat(span("blocking").getParentSpanId()).isEqualTo(span("SUBSCRIBE room").getSpanId());
            assertThat(span("reactive").getParentSpanId()).isEqualTo(span("PUBLISH room").getSpanId());
        }
    }

    @Test
    void theTraceOfAnotherNodeGoesOn() {
        try (WsTestClient alice = person("alice")) {
            alice.subscribe("room", 3);
            byAnotherNode("W4\1\0" + FRAME);
            alice.expect(FRAME);
            byAnotherNode("W4\2\0" + "00-" + TRACE + "-" + PARENT + "-00\n" + FRAME);
            alice.expect(FRAME);
            byAnotherNode("W4\2\0" + "not a trace\n" + FRAME);
            alice.expect(FRAME);
            byAnotherNode("W4\2\0" + "00-" + TRACE + "-" + PARENT + "-01 vendor=x\n" + FRAME);
            alice.expect(FRAME);
            SpanData deliver = span("deliver room");
            assertThat(deliver.getTraceId()).isEqualTo(TRACE);
            assertThat(deliver.getParentSpanId()).isEqualTo(PARENT);
            assertThat(deliver.getSpanContext().getTraceState().get("vendor")).isEqualTo("x");
            assertThat(named("deliver room")).as("only what was sampled").hasSize(1);
        }
    }

    @Test
    void aMessageOfTheServerBelongsToWhateverSentIt() {
        try (WsTestClient alice = person("alice")) {
            alice.subscribe("log", 1);
            Span job = tracer.spanBuilder("job").startSpan();
            try (Scope ignored = job.makeCurrent()) {
                ws.publishAndAwait("log", 1, "x");
            } finally {
                job.end();
            }
            alice.expectLike("{\"message\":\"x\",\"offset\":1}");
            assertThat(span("publish log").getParentSpanId()).isEqualTo(job.getSpanContext().getSpanId());
            assertThat(span("deliver log").getParentSpanId()).isEqualTo(span("publish log").getSpanId());
        }
    }

    @Test
    void refusalsAreToldAndAreNoErrorsOfTheServer() {
        try (WsTestClient alice = person("alice")) {
            alice.send("{\"action\":\"wave\",\"channel\":\"room\",\"pk\":3}").expectLike("{\"message\":{\"code\":422}}");
            SpanData wave = span("ACTION room");
            assertThat(text(wave, "ws4redis.action")).isEqualTo("wave");
            assertThat(text(wave, "error.type")).isEqualTo("422");
            assertThat(wave.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        }
    }

    @Test
    void clientsCannotMakeUpNames() {
        try (WsTestClient alice = person("alice")) {
            alice.send("{\"action\":\"made-up\",\"channel\":\"made-up\"}").next();
            alice.send("{\"action\":\"auth\",\"kind\":\"made-up\",\"token\":\"x\"}").next();
            alice.send("{\"action\":\"subscribe\",\"channel\":\"lobby\"}").next();
            span("ACTION");
            span("AUTH");
            span("SUBSCRIBE lobby");
            assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getName)
                    .noneMatch(name -> name.contains("made-up"));
        }
    }

    private WsTestClient person(String name) {
        WsTestClient client = WsTestClients.of(uri).connect();
        client.send("{\"action\":\"auth\",\"kind\":\"person\",\"token\":\"" + name + "\"}")
                .expectLike("{\"name\":\"subscribed\"}");
        return client;
    }

    private void byAnotherNode(String payload) {
        redis.pubsub(String.class).publish("ws4redis:{room:3:events}", payload);
    }

    private SpanData span(String name) {
        return await().atMost(PATIENCE).until(() -> named(name), found -> !found.isEmpty()).get(0);
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static long number(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.longKey(key));
    }
}
