package io.quarkiverse.ws4redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** Against a server that says what the test wants: one frame for each connection. */
class ConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACKNOWLEDGED = "{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"alice\"}";

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> frames = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whomTheUpgradeNamesComesBackWhenTheServerWasInTrouble() {
        frames.add(error(503, "temporarily unavailable"));
        frames.add(ACKNOWLEDGED);
        assertThat(settled().status()).isEqualTo(ConnectionState.Status.CONNECTED);
    }

    @Test
    void whomTheUpgradeDoesNotNameDoesNotComeBack() {
        frames.add(error(401, "token expired"));
        frames.add(ACKNOWLEDGED);
        assertThat(settled().end()).contains(new ConnectionState.End(401, "token expired"));
    }

    /** {@return the state in which it stays} */
    private ConnectionState settled() {
        HttpServer server = vertx.createHttpServer().webSocketHandler(socket -> socket.writeTextMessage(frames.poll()))
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        Ws4RedisClient client = Ws4RedisClient.builder(vertx, URI.create("ws://127.0.0.1:" + server.actualPort() + "/ws"))
                .backoff(Duration.ofMillis(10), Duration.ofMillis(10)).build();
        client.connect();
        return client.states()
                .filter(state -> state.status() == ConnectionState.Status.CONNECTED || state.end().isPresent())
                .toUni().await().atMost(PATIENCE);
    }

    private static String error(int code, String text) {
        return "{\"channel\":\"system\",\"message\":{\"error\":\"" + text + "\",\"code\":" + code + "},\"action\":\"auth\"}";
    }
}
