package io.quarkiverse.ws4redis.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;

/** One WebSocket, from its opening to its loss. */
final class Link {

    private static final int NO_WORD = 1006;
    /** Characters, of at most three bytes each: what servers take, whose limit is 64 kB a frame unless they were told another. */
    private static final int FRAME = 20_000;
    private static final int CLOSE_MILLIS = 10_000;

    private final Loop loop;
    private final WebSocket socket;
    private final ObjectMapper mapper;
    private final String heartbeatText;
    private final LinkListener listener;
    private final Heartbeat heartbeat;
    private final Promise<Void> closed = Promise.promise();
    private boolean lost;

    Link(Loop loop, WebSocket socket, Settings settings, LinkListener listener) {
        this.loop = loop;
        this.socket = socket;
        this.mapper = settings.mapper();
        this.heartbeatText = settings.heartbeat().text();
        this.listener = listener;
        this.heartbeat = new Heartbeat(loop, settings.heartbeat(), this::send, this::drop);
        socket.textMessageHandler(this::receive);
        socket.exceptionHandler(e -> {
            // A close follows, and says as much.
        });
        socket.closeHandler(v -> {
            end(socket.closeStatusCode() == null ? NO_WORD : socket.closeStatusCode(),
                    socket.closeReason() == null ? "" : socket.closeReason());
            closed.tryComplete();
        });
    }

    void send(String text) {
        if (lost) {
            return;
        }
        int end = endOfFrame(text, 0);
        socket.writeFrame(WebSocketFrame.textFrame(text.substring(0, end), end == text.length()));
        while (end < text.length()) {
            int begin = end;
            end = endOfFrame(text, begin);
            socket.writeFrame(
                    WebSocketFrame.continuationFrame(Buffer.buffer(text.substring(begin, end)), end == text.length()));
        }
    }

    /** Not between the two halves of a character. */
    private static int endOfFrame(String text, int begin) {
        int end = Math.min(text.length(), begin + FRAME);
        return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    /** Gives it up; the other side is told, if it can still hear. */
    void drop() {
        end(NO_WORD, "");
        socket.close();
    }

    /** Ends it in order, without a word to the listener. {@return when the other side has answered, or time is up} */
    Future<Void> close() {
        lost = true;
        heartbeat.stop();
        socket.close();
        // The socket's own limit begins when the word has gone out, which it does not to who has stopped to read.
        Loop.Timer limit = loop.after(CLOSE_MILLIS, closed::tryComplete);
        return closed.future().onComplete(v -> limit.cancel());
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
