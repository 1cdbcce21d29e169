package io.quarkiverse.ws4redis.deployment.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;

/** A WebSocket that keeps what it gets. */
final class Client implements AutoCloseable {

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private Client(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(frames::add);
    }

    static Client connect(Vertx vertx, URI uri) {
        return vertx.createWebSocketClient().connect(uri.getPort(), uri.getHost(), uri.getPath()).map(Client::new)
                .toCompletionStage().toCompletableFuture().join();
    }

    Client send(String json) {
        socket.writeTextMessage(json).toCompletionStage().toCompletableFuture().join();
        return this;
    }

    /** {@return the next frame with this in it; what comes before must not have {@code error} in it} */
    String await(String part) throws InterruptedException {
        while (true) {
            String frame = frames.poll(30, TimeUnit.SECONDS);
            assertThat(frame).as("a frame with %s", part).isNotNull();
            if (frame.contains(part)) {
                return frame;
            }
            assertThat(frame).doesNotContain("error");
        }
    }

    /** Nothing has come but what was awaited. */
    void assertQuiet() throws InterruptedException {
        send("--heartbeat--");
        assertThat(frames.poll(30, TimeUnit.SECONDS)).isEqualTo("--heartbeat--");
    }

    @Override
    public void close() {
        socket.close().toCompletionStage().toCompletableFuture().join();
    }
}
