package io.quarkiverse.ws4redis.it.faults;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;

/**
 * What every client should do to stay connected: goes from port to port with back-off and jitter, authenticates anew each time,
 * and leaves a server that has been silent for too long. Everything on one event loop, the listener too.
 */
final class ReconnectingSocket implements AutoCloseable {

    /** What the socket is for. */
    interface Listener {

        /** Connected and authenticated. */
        void opened();

        /** A frame that is no heartbeat. */
        void frame(JsonNode frame);
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEARTBEAT = "--heartbeat--";
    private static final String AUTH = "auth";
    private static final long HEARTBEAT_MILLIS = 400;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MIN_WAIT = 50;
    private static final long MAX_WAIT = 1000;

    private final Context context;
    private final WebSocketClient client;
    private final List<Integer> ports;
    private final Supplier<String> token;
    private final Listener listener;
    private final long timer;
    private WebSocket socket;
    private int attempt;
    private int next;
    private int failures;
    private long heardAt;
    private boolean trying;
    private boolean closed;

    /** Begins to connect, to the first of the ports first. {@code token}: a fresh one. */
    ReconnectingSocket(Vertx vertx, List<Integer> ports, Supplier<String> token, Listener listener) {
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createWebSocketClient();
        this.ports = List.copyOf(ports);
        this.token = token;
        this.listener = listener;
        this.timer = vertx.setPeriodic(HEARTBEAT_MILLIS, t -> context.runOnContext(v -> beat()));
        context.runOnContext(v -> connect());
    }

    /** Sends, or does nothing without a connection. On the event loop. */
    void send(String text) {
        if (socket != null) {
            socket.writeTextMessage(text);
        }
    }

    /** Leaves this connection for a new one. From any thread. */
    void reconnect() {
        context.runOnContext(v -> leave());
    }

    /** Runs something on the event loop. */
    void execute(Runnable task) {
        context.runOnContext(v -> task.run());
    }

    @Override
    public void close() {
        context.owner().cancelTimer(timer);
        execute(() -> {
            closed = true;
            leave();
            client.close();
        });
    }

    private void connect() {
        if (closed) {
            return;
        }
        int mine = ++attempt;
        trying = true;
        heardAt = System.nanoTime();
        int port = ports.get(next++ % ports.size());
        client.connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/ws"))
                .onComplete(result -> {
                    if (result.succeeded()) {
                        opened(mine, result.result());
                    } else {
                        ended(mine);
                    }
                });
    }

    private void opened(int mine, WebSocket opened) {
        if (mine != attempt) {
            opened.close();
            return;
        }
        socket = opened;
        heardAt = System.nanoTime();
        opened.exceptionHandler(e -> ended(mine));
        opened.closeHandler(v -> ended(mine));
        opened.textMessageHandler(text -> {
            if (mine == attempt) {
                heardAt = System.nanoTime();
                heard(text);
            }
        });
        send("{\"action\":\"auth\",\"kind\":\"jwt\",\"id\":\"" + AUTH + "\",\"token\":\"" + token.get() + "\"}");
    }

    private void heard(String text) {
        if (text.equals(HEARTBEAT)) {
            return;
        }
        JsonNode frame = json(text);
        if (!frame.path("id").asText().equals(AUTH)) {
            listener.frame(frame);
        } else if (frame.path("name").asText().equals("ok")) {
            failures = 0;
            listener.opened();
        } else {
            leave();
        }
    }

    private void beat() {
        if (trying && System.nanoTime() - heardAt > SILENCE_NANOS) {
            leave();
        } else {
            send(HEARTBEAT);
        }
    }

    private void leave() {
        WebSocket left = socket;
        ended(attempt);
        if (left != null) {
            left.close();
        }
    }

    private void ended(int mine) {
        if (mine != attempt) {
            return;
        }
        // What is still to come belongs to nobody.
        attempt++;
        socket = null;
        trying = false;
        long ceiling = Math.min(MAX_WAIT, MIN_WAIT << Math.min(failures++, 10));
        if (!closed) {
            context.owner().setTimer(1 + ThreadLocalRandom.current().nextLong(ceiling),
                    t -> context.runOnContext(v -> connect()));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
