package io.quarkiverse.ws4redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;

/** Against a server that says what the test wants: one frame for each connection, and then perhaps a close. */
class ConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACKNOWLEDGED = "{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"alice\"}";

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> frames = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> closes = new ConcurrentLinkedQueue<>();
    private final Queue<TokenReason> reasons = new ConcurrentLinkedQueue<>();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> closed = new ConcurrentLinkedQueue<>();
    private final Queue<ServerWebSocket> sockets = new ConcurrentLinkedQueue<>();

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

    @ParameterizedTest
    @ValueSource(ints = {1001, 1011, 1012, 4005, 4006})
    void whoIsClosedForAPassingReasonComesBackWithTheSameToken(int code) {
        closes.add(code);
        frames.add(ACKNOWLEDGED);
        frames.add(ACKNOWLEDGED);
        Ws4RedisClient client = client();
        awaitConnectedTwice(client);
        assertThat(reasons).containsExactly(TokenReason.CONNECT, TokenReason.CONNECT);
    }

    @Test
    void whoseTokenHasExpiredComesBackWithAnother() {
        closes.add(4004);
        frames.add(ACKNOWLEDGED);
        frames.add(ACKNOWLEDGED);
        Ws4RedisClient client = client();
        awaitConnectedTwice(client);
        assertThat(reasons).containsExactly(TokenReason.CONNECT, TokenReason.REFUSED);
    }

    @Test
    void whoDisconnectsWaitsUntilTheServerHasSeenIt() {
        frames.add(ACKNOWLEDGED);
        Ws4RedisClient client = client();
        client.connect();
        settled(client);
        client.disconnect().await().atMost(PATIENCE);
        assertThat(closed).containsExactly(1000);
        client.disconnect().await().atMost(PATIENCE);
        assertThat(client.state().end()).contains(new ConnectionState.End(1000, "closed"));
    }

    @Test
    void whoDisconnectsDoesNotWaitForEverForAServerThatHasStoppedToRead() {
        frames.add(ACKNOWLEDGED);
        Ws4RedisClient client = client();
        client.connect();
        settled(client);
        sockets.element().pause();
        client.channel("room", 3, String.class).publish("x".repeat(40_000_000)).subscribe().with(published -> {
        }, failure -> {
        });
        client.disconnect().await().atMost(PATIENCE);
        assertThat(closed).isEmpty();
    }

    @Test
    void aLongMessageGoesOutInFramesThatServersTakeAndNoCharacterIsCut() {
        frames.add(ACKNOWLEDGED);
        String text = "x" + "\uD83D\uDE00".repeat(30_000);
        Ws4RedisClient client = client();
        client.connect();
        settled(client);
        client.channel("room", 3, String.class).publish(text).subscribe().with(published -> {
        }, failure -> {
        });
        await().atMost(PATIENCE).until(() -> received.stream().anyMatch(message -> message.contains(text)));
        assertThat(sizes).hasSizeGreaterThan(2).allMatch(size -> size <= 65_536);
    }

    @Test
    void whatThePersonalChannelIsTheServerSays() {
        frames.add(ACKNOWLEDGED);
        Ws4RedisClient client = client();
        Uni<History<JsonNode>> history = client.personal(JsonNode.class).history(5);
        assertThatThrownBy(() -> history.await().atMost(PATIENCE)).isInstanceOfSatisfying(Ws4RedisException.class,
                e -> assertThat(e.reason()).isEqualTo(Ws4RedisException.Reason.DISCONNECTED));
        client.connect();
        settled(client);
        history.subscribe().with(stored -> {
        }, failure -> {
        });
        await().atMost(PATIENCE).until(() -> received.stream().anyMatch(
                message -> message.contains("\"history\"") && message.contains("\"channel\":\"user\",\"pk\":\"alice\"")));
    }

    /** {@return the state in which it stays} */
    private ConnectionState settled() {
        Ws4RedisClient client = client();
        client.connect();
        return settled(client);
    }

    private Ws4RedisClient client() {
        HttpServer server = vertx.createHttpServer().webSocketHandler(this::serve)
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return Ws4RedisClient.builder(vertx, URI.create("ws://127.0.0.1:" + server.actualPort() + "/ws"))
                .token(reason -> {
                    reasons.add(reason);
                    return Uni.createFrom().item(Token.none());
                })
                .backoff(Duration.ofMillis(10), Duration.ofMillis(10)).build();
    }

    private void serve(ServerWebSocket socket) {
        sockets.add(socket);
        socket.frameHandler(frame -> sizes.add(frame.binaryData().length()));
        socket.textMessageHandler(received::add);
        socket.closeHandler(v -> closed.add((int) socket.closeStatusCode()));
        socket.writeTextMessage(frames.poll());
        Integer code = closes.poll();
        if (code != null) {
            socket.close(code.shortValue());
        }
    }

    private static void awaitConnectedTwice(Ws4RedisClient client) {
        AtomicInteger connected = new AtomicInteger();
        client.states().filter(state -> state.status() == ConnectionState.Status.CONNECTED).subscribe()
                .with(state -> connected.incrementAndGet());
        client.connect();
        await().atMost(PATIENCE).until(() -> connected.get() == 2);
    }

    private static ConnectionState settled(Ws4RedisClient client) {
        return client.states()
                .filter(state -> state.status() == ConnectionState.Status.CONNECTED || state.end().isPresent())
                .toUni().await().atMost(PATIENCE);
    }

    private static String error(int code, String text) {
        return "{\"channel\":\"system\",\"message\":{\"error\":\"" + text + "\",\"code\":" + code + "},\"action\":\"auth\"}";
    }
}
