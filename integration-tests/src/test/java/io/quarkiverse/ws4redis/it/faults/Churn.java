package io.quarkiverse.ws4redis.it.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.quarkiverse.ws4redis.it.Tokens;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;

/**
 * Clients that come and go: each authenticates, subscribes, and leaves when enough others have come. What becomes of their
 * requests is of no interest. Everything on one event loop.
 */
final class Churn implements AutoCloseable {

    private static final int AT_ONCE = 40;
    /** Enough to look new again and again, few enough to have been there at the start. */
    private static final int TOPICS = 20;

    private final Context context;
    private final WebSocketClient client;
    private final List<Integer> ports;
    private final Deque<WebSocket> open = new ArrayDeque<>();
    private final long timer;
    private volatile int came;
    private boolean closed;

    /** Begins at once; a client comes every so many milliseconds. */
    Churn(Vertx vertx, List<Integer> ports, long everyMillis) {
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createWebSocketClient();
        this.ports = List.copyOf(ports);
        this.timer = vertx.setPeriodic(everyMillis, t -> context.runOnContext(v -> come()));
    }

    private void come() {
        int number = came;
        came = number + 1;
        client.connect(
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(ports.get(number % ports.size())).setURI("/ws"))
                .onSuccess(socket -> {
                    if (closed) {
                        socket.close();
                        return;
                    }
                    socket.exceptionHandler(e -> open.remove(socket));
                    socket.closeHandler(v -> open.remove(socket));
                    open.add(socket);
                    socket.writeTextMessage(
                            "{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(7 + number % 2) + "\"}");
                    for (String channel : List.of(Rig.CHANNEL, Rig.UNKEPT, "chat", "journal")) {
                        socket.writeTextMessage("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\",\"pk\":"
                                + number % TOPICS + "}");
                    }
                    if (open.size() > AT_ONCE) {
                        open.poll().close();
                    }
                });
    }

    /** {@return how many have come so far} */
    int count() {
        return came;
    }

    /** All go, and nobody comes any more. */
    @Override
    public void close() {
        context.owner().cancelTimer(timer);
        context.runOnContext(v -> {
            closed = true;
            List.copyOf(open).forEach(WebSocket::close);
            client.close();
        });
    }
}
