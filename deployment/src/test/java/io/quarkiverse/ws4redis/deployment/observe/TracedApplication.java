package io.quarkiverse.ws4redis.deployment.observe;

import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsException;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkus.arc.Arc;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** An application with OpenTelemetry, whose spans stay in memory. */
final class TracedApplication {

    private TracedApplication() {
    }

    static QuarkusUnitTest test() {
        return new QuarkusUnitTest()
                .withApplicationRoot(jar -> jar.addClasses(TracedApplication.class, Spans.class, Work.class, Person.class,
                        Room.class, Log.class))
                .setForcedDependencies(
                        List.of(Dependency.of("io.quarkus", "quarkus-opentelemetry", Version.getVersion())))
                .overrideConfigKey("quarkus.http.test-port", "0")
                .overrideConfigKey("quarkus.otel.traces.exporter", "none")
                .overrideConfigKey("quarkus.otel.metrics.exporter", "none");
    }

    /** Where the spans go. */
    static final class Spans {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }

        @Produces
        @Singleton
        SpanProcessor processor(InMemorySpanExporter exporter) {
            return SimpleSpanProcessor.create(exporter);
        }
    }

    /** What an application does in a method: as a query of a database would be, it is a span of its own. */
    static final class Work {

        private Work() {
        }

        static void call(String name) {
            Arc.container().instance(Tracer.class).get().spanBuilder(name).startSpan().end();
        }
    }

    @WsAuthenticator("person")
    static final class Person {

        private Person() {
        }

        static WsCredentials authWS4RedisConnection(WsAuthRequest auth) {
            Work.call("who");
            return WsCredentials.of("person", auth.token());
        }
    }

    @WsChannel("room")
    static final class Room {

        private Room() {
        }

        static boolean canSubscribeTo() {
            Work.call("blocking");
            return true;
        }

        static Uni<Boolean> canPublishTo() {
            return Uni.createFrom().item(true).invoke(() -> Work.call("reactive"));
        }

        static void onWS4RedisMessage() {
            throw new WsException(422, "no");
        }
    }

    @WsChannel(value = "log", history = @WsHistory(size = 10, ttl = "1H"))
    static final class Log {

        private Log() {
        }

        static boolean canSubscribeTo() {
            return true;
        }

        static boolean canPublishTo() {
            return true;
        }
    }
}
