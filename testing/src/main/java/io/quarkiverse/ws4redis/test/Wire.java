package io.quarkiverse.ws4redis.test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketFrameType;

/** The WebSocket under a client. It has a Vert.x of its own, so that nothing the application does to its own disturbs it. */
final class Wire {

    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setUseDaemonThread(true));
    private static final int NO_CODE = 1006;

    private final WebSocketClient client;
    private final WebSocket socket;
    private final AtomicInteger pings = new AtomicInteger();

    private Wire(WebSocketClient client, WebSocket socket, Inbox inbox) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(text -> inbox.add(new WsTestFrame(WsTestFrame.Kind.TEXT, text)));
        socket.binaryMessageHandler(bytes -> inbox.add(WsTestFrame.of(WsTestFrame.Kind.BINARY, bytes.getBytes())));
        socket.pongHandler(bytes -> inbox.add(WsTestFrame.of(WsTestFrame.Kind.PONG, bytes.getBytes())));
        socket.frameHandler(frame -> {
            if (frame.type() == WebSocketFrameType.PING) {
                pings.incrementAndGet();
            }
        });
        socket.closeHandler(v -> {
            inbox.closed(socket.closeStatusCode() == null ? NO_CODE : socket.closeStatusCode());
            client.close();
        });
    }

    /** Throws {@link UpgradeRejectedException} if the server refuses. */
    static Wire connect(Handshake handshake, Inbox inbox) {
        WebSocketClient client = VERTX.createWebSocketClient(handshake.client());
        try {
            // The handlers are there before the first frame: the socket is handed over on its event loop.
            return join(client.connect(handshake.request()).map(socket -> new Wire(client, socket, inbox)));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    void send(String text) {
        join(socket.writeTextMessage(text));
    }

    void write(String text) {
        socket.writeTextMessage(text);
    }

    void writeBinary(byte[] bytes) {
        socket.writeBinaryMessage(Buffer.buffer(bytes));
    }

    void ping(String text) {
        socket.writePing(Buffer.buffer(text));
    }

    int pings() {
        return pings.get();
    }

    void pause() {
        socket.pause();
    }

    void resume() {
        socket.resume();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    void close(int code) {
        socket.close((short) code);
    }

    private static <T> T join(Future<T> future) {
        CompletableFuture<T> result = future.toCompletionStage().toCompletableFuture();
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
