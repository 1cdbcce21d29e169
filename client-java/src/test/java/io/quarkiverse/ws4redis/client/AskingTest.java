package io.quarkiverse.ws4redis.client;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

class AskingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoAsksForNonsenseIsToldSo() {
        RequestOptions forever = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(Long.MAX_VALUE));
        Uni<Published> published = Ws4RedisClient.builder(vertx, URI.create("ws://localhost/ws")).build()
                .channel("room", 3, Integer.class).publish(1, "key", forever);
        assertThatThrownBy(() -> published.await().atMost(PATIENCE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aDurationOfNothingIsRefused() {
        Ws4RedisClientBuilder builder = Ws4RedisClient.builder(vertx, URI.create("ws://localhost/ws"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.connectTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.heartbeat(Duration.ofSeconds(1), Duration.ofNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.backoff(Duration.ofSeconds(-1), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://my_host/ws", "/ws", "//host/ws", "ftp://host/ws"})
    void anAddressIsOneOfAServer(String endpoint) {
        assertThatThrownBy(() -> Ws4RedisClient.builder(vertx, URI.create(endpoint)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
