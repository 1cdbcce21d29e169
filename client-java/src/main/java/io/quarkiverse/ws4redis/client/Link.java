package io.quarkiverse.ws4redis.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.http.WebSocket;

/** One WebSocket, from its opening to its loss. */
final class Link {

    private static final int NO_WORD = 1006;

    private final WebSocket socket;
    private final ObjectMapper mapper;
    private final String heartbeatText;
    private final LinkListener listener;
    private final Heartbeat heartbeat;
    private boolean lost;

    Link(Loop loop, WebSocket socket, Settings settings, LinkListener listener) {
        this.socket = socket;
        this.mapper = settings.mapper();
        this.heartbeatText = settings.heartbeat().text();
        this.listener = listener;
        this.heartbeat = new Heartbeat(loop, settings.heartbeat(), this::send, this::drop);
        socket.textMessageHandler(this::receive);
        socket.exceptionHandler(e -> {
            // A close follows, and says as much.
        });
        socket.closeHandler(v -> end(socket.closeStatusCode() == null ? NO_WORD : socket.closeStatusCode(),
                socket.closeReason() == null ? "" : socket.closeReason()));
    }

    void send(String text) {
        if (!lost) {
            socket.writeTextMessage(text);
        }
    }

    /** Gives it up; the other side is told, if it can still hear. */
    void drop() {
        end(NO_WORD, "");
        socket.close();
    }

    /** Ends it in order, without a word to the listener. */
    void close() {
        lost = true;
        heartbeat.stop();
        socket.close();
    }

    private void receive(String text) {
        if (lost) {
            return;
        }
        heartbeat.heard();
        if (text.equals(heartbeatText)) {
            return;
        }
        Frame frame;
        try {
            frame = new Frame(mapper.readTree(text));
        } catch (JsonProcessingException e) {
            // Not a server of ours, or not a whole one.
            drop();
            return;
        }
        listener.received(frame);
    }

    private void end(int code, String reason) {
        if (!lost) {
            lost = true;
            heartbeat.stop();
            listener.lost(code, reason);
        }
    }
}
