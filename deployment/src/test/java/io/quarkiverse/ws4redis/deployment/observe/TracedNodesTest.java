package io.quarkiverse.ws4redis.deployment.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.Packaged;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** A message's trace over two nodes, each a process of its own that writes its spans to its log. */
class TracedNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOOPBACK = "-Dquarkus.http.host=127.0.0.1";
    private static final String MARK = "span> ";
    private static final String FRAME = "{\"channel\":\"room\",\"pk\":\"3\",\"message\":1}";

    @RegisterExtension
    static final QuarkusProdModeTest BUILD = new QuarkusProdModeTest()
            .withApplicationRoot(jar -> jar.addClasses(Log.class, LogExporter.class, TracedApplication.Work.class,
                    TracedApplication.Person.class, TracedApplication.Room.class))
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-opentelemetry", Version.getVersion())))
            .overrideConfigKey("quarkus.otel.traces.exporter", "none")
            .overrideConfigKey("quarkus.otel.metrics.exporter", "none");

    /** What a node says of a span. */
    private record Spanned(String name, String kind, String trace, String id, String parent) {

        static Spanned parse(String line) {
            String[] fields = line.substring(line.indexOf(MARK) + MARK.length()).split(" \\| ");
            return new Spanned(fields[0], fields[1], fields[2], fields[3], fields[4].strip());
        }
    }

    @ProdBuildResults
    ProdModeTestResults build;

    @Test
    void aMessageIsFollowedFromTheNodeThatPublishesItToAllThatDeliverIt() {
        Packaged application = new Packaged(build.getResults().get(0).getPath());
        try (RedisProcess redis = RedisProcess.start(0);
                WsTestNode a = WsTestNode.start(application, "traced-a", redis, LOOPBACK);
                WsTestNode b = WsTestNode.start(application, "traced-b", redis, LOOPBACK);
                WsTestClient alice = person(a, "alice");
                WsTestClient bob = person(b, "bob")) {
            alice.subscribe("room", 3);
            bob.subscribe("room", 3);
            alice.send("{\"action\":\"publish\",\"channel\":\"room\",\"pk\":3,\"message\":1}");
            alice.expect(FRAME);
            bob.expect(FRAME);
            Spanned request = span(a, "PUBLISH room");
            Spanned publish = span(a, "publish room");
            Spanned here = span(a, "deliver room");
            Spanned there = span(b, "deliver room");
            assertThat(List.of(publish, here, there)).extracting(Spanned::trace).containsOnly(request.trace());
            assertThat(request.kind()).isEqualTo("SERVER");
            assertThat(publish.kind()).isEqualTo("PRODUCER");
            assertThat(publish.parent()).isEqualTo(request.id());
            assertThat(List.of(here, there)).extracting(Spanned::kind).containsOnly("CONSUMER");
            assertThat(List.of(here, there)).extracting(Spanned::parent).containsOnly(publish.id());
            assertThat(here.id()).isNotEqualTo(there.id());
            assertThat(spans(b)).extracting(Spanned::name).doesNotContain("PUBLISH room", "publish room");
        }
    }

    private static WsTestClient person(WsTestNode node, String name) {
        return node.connect().auth("person", name);
    }

    /** {@return the only span of that name that the node has ended} */
    private static Spanned span(WsTestNode node, String name) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spans(node)).filteredOn(span -> span.name().equals(name)).hasSize(1));
        return spans(node).stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<Spanned> spans(WsTestNode node) {
        String log = node.log();
        // The last line may not be complete yet.
        return log.substring(0, log.lastIndexOf('\n') + 1).lines().filter(line -> line.contains(MARK)).map(Spanned::parse)
                .toList();
    }

    /** Where a node's spans go. */
    static final class Log {

        @Produces
        @Singleton
        SpanProcessor processor() {
            return SimpleSpanProcessor.create(new LogExporter());
        }
    }

    /** One line for each span, as soon as it ends. */
    static final class LogExporter implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            spans.forEach(span -> System.out.println(MARK + String.join(" | ", span.getName(), span.getKind().name(),
                    span.getTraceId(), span.getSpanId(), span.getParentSpanId())));
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
