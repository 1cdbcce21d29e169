package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrameType;

/** A client with no mind of its own: sends what it is told and keeps what it gets. */
final class WsClient implements AutoCloseable {

    static final String HEARTBEAT = "--heartbeat--";
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Vertx VERTX = Vertx.vertx();
    private static final WebSocketClient CLIENT = VERTX.createWebSocketClient();
    /** With a size of its own the kernel's buffer does not grow. */
    private static final WebSocketClient SMALL = VERTX
            .createWebSocketClient(new WebSocketClientOptions().setReceiveBufferSize(8192));

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final WebSocket socket;

    private WsClient(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(frames::add);
        socket.binaryMessageHandler(bytes -> frames.add("binary:" + bytes));
        socket.pongHandler(bytes -> frames.add("pong:" + bytes));
        socket.frameHandler(frame -> {
            if (frame.type() == WebSocketFrameType.PING) {
                pings.incrementAndGet();
            }
        });
        socket.closeHandler(v -> closes.add(Objects.requireNonNullElse(socket.closeStatusCode(), (short) 1006).intValue()));
    }

    static WsClient connect(URI uri) {
        return connect(uri, Map.of());
    }

    /** A client whose kernel takes little for it, so that the server soon notices when it does not read. */
    static WsClient connectWithSmallBuffer(URI uri) {
        return connect(SMALL, uri, Map.of());
    }

    /** Throws {@link UpgradeRejectedException} if the handshake is refused. */
    static WsClient connect(URI uri, Map<String, String> headers) {
        return connect(CLIENT, uri, headers);
    }

    private static WsClient connect(WebSocketClient client, URI uri, Map<String, String> headers) {
        WebSocketConnectOptions options = new WebSocketConnectOptions().setHost(uri.getHost()).setPort(uri.getPort())
                .setURI(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("Sec-WebSocket-Protocol")) {
                for (String protocol : value.split(", ")) {
                    options.addSubProtocol(protocol);
                }
            } else {
                options.putHeader(name, value);
            }
        });
        try {
            return client.connect(options).map(WsClient::new)
                    .toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UpgradeRejectedException rejected) {
                throw rejected;
            }
            throw e;
        }
    }

    WsClient send(String text) {
        socket.writeTextMessage(text).toCompletionStage().toCompletableFuture().join();
        return this;
    }

    /** Sends without waiting, also into a connection that is about to be closed. */
    void write(String text) {
        socket.writeTextMessage(text);
    }

    /** What has come and nobody has looked at. */
    List<String> drain() {
        List<String> all = new ArrayList<>();
        frames.drainTo(all);
        return all;
    }

    WsClient sendBinary(String text) {
        return sendBinary(Buffer.buffer(text));
    }

    WsClient sendBinary(Buffer bytes) {
        socket.writeBinaryMessage(bytes);
        return this;
    }

    /** Reads nothing any more, until {@link #resume}. */
    WsClient pause() {
        socket.pause();
        return this;
    }

    void resume() {
        socket.resume();
    }

    WsClient ping(String text) {
        socket.writePing(Buffer.buffer(text));
        return this;
    }

    /** The client's own close. */
    void close(int code) {
        socket.close((short) code);
    }

    String nextText() {
        try {
            String frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(frame).as("a frame within %s (close codes so far: %s)", PATIENCE, closes).isNotNull();
            return frame;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode next() {
        return json(nextText());
    }

    WsClient expect(String json) {
        String frame = nextText();
        assertThat(json(frame)).as(frame).isEqualTo(json(json));
        return this;
    }

    /** Nothing has come but what was expected: the answer to a heartbeat, which keeps its place in the order, is next. */
    WsClient expectNothingMore() {
        send(HEARTBEAT);
        assertThat(nextText()).isEqualTo(HEARTBEAT);
        return this;
    }

    int expectClose() {
        try {
            Integer code = closes.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(code).as("a close within %s", PATIENCE).isNotNull();
            return code;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often the server has asked whether we are there. */
    int pings() {
        return pings.get();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    WsClient authAs(long userId) {
        String name = userId == 7 ? "alice" : "bob";
        send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(userId) + "\"}");
        return expect("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"" + name + "\"}");
    }

    WsClient subscribe(String channel, String pkJson, int status) {
        send("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\",\"pk\":" + pkJson + "}");
        return expect("{\"name\":\"subscribed\",\"channel\":\"" + channel + "\",\"status\":" + status + ",\"pk\":\""
                + pkJson.replace("\"", "") + "\"}");
    }

    @Override
    public void close() {
        socket.close();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
