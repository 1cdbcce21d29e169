package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.broker.Published;
import io.quarkiverse.ws4redis.broker.TestBroker;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.tracing.DeliveryTrace;
import io.quarkiverse.ws4redis.observe.tracing.PublishTrace;
import io.quarkiverse.ws4redis.observe.tracing.RequestTrace;
import io.quarkiverse.ws4redis.observe.tracing.TracedMessage;
import io.quarkiverse.ws4redis.observe.tracing.TracedRequest;
import io.quarkiverse.ws4redis.observe.tracing.Tracing;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

class PublisherTest {

    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void aTraceEndsThoughTheMessageIsNotEvenSent() {
        Vertx vertx = Vertx.vertx();
        // Without any Redis, whatever is sent is an error of the program.
        TestBroker stage = TestBroker.of(vertx);
        Metrics metrics = new Metrics();
        Publisher publisher = new Publisher(stage.broker(), stage.history(),
                new HistoryPolicy(TestApplication.registry(), stage.config()), stage.keys(),
                new Interop(stage.config(), metrics), metrics, tracing());
        Future<Published> published = publisher.publish(new Topic("events", "nowhere", "1"), "1", null);
        assertThat(published.failed()).isTrue();
        assertThat(failures).containsExactly(published.cause());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Tracing tracing() {
        return new Tracing() {
            @Override
            public RequestTrace request(TracedRequest request) {
                return RequestTrace.NONE;
            }

            @Override
            public PublishTrace publish(RequestTrace cause, TracedMessage message) {
                return new PublishTrace() {
                    @Override
                    public String carried() {
                        return null;
                    }

                    @Override
                    public void published(int receivers) {
                        throw new AssertionError();
                    }

                    @Override
                    public void failed(Throwable failure) {
                        failures.add(failure);
                    }
                };
            }

            @Override
            public DeliveryTrace received(String redisChannel, Buffer payload) {
                return null;
            }

            @Override
            public boolean isOn() {
                return true;
            }
        };
    }
}
