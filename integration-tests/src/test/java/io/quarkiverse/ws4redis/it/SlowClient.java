package io.quarkiverse.ws4redis.it;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A client that reads only when it is told to, over a socket with a small buffer: what it does not read waits at the server
 * and not in the kernel, which would take many megabytes.
 */
public final class SlowClient implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 4096;

    private final RawWebSocket socket;
    private int closeCode;

    private SlowClient(RawWebSocket socket) {
        this.socket = socket;
    }

    /** {@return a client that is connected to the endpoint} */
    public static SlowClient connect(URI uri) {
        return new SlowClient(RawWebSocket.connect(uri, RECEIVE_BUFFER));
    }

    /** Authenticates as a member. {@return this} */
    public SlowClient authAs(long userId) {
        send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + Tokens.of(userId) + "\"}");
        readUntil(text -> text.contains("subscribed"));
        return this;
    }

    /** Subscribes, and reads until that is acknowledged. {@return this} */
    public SlowClient subscribe(String channel, int pk) {
        send("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\",\"pk\":" + pk + "}");
        readUntil(text -> text.contains("subscribed"));
        return this;
    }

    void send(String text) {
        socket.write(RawWebSocket.frame(RawWebSocket.TEXT, text));
    }

    /** Reads text frames up to the first that fits, or to the end of the connection. {@return all of them} */
    public List<String> readUntil(Predicate<String> last) {
        List<String> texts = new ArrayList<>();
        for (RawWebSocket.Frame frame = socket.read(); frame != RawWebSocket.Frame.GONE; frame = socket.read()) {
            if (frame.opcode() == RawWebSocket.CLOSE) {
                closeCode = frame.closeCode();
            } else if (frame.opcode() == RawWebSocket.TEXT) {
                texts.add(frame.text());
                if (last.test(frame.text())) {
                    return texts;
                }
            }
        }
        closeCode = closeCode == 0 ? 1006 : closeCode;
        return texts;
    }

    /** {@return the code it was closed with, 1006 for no close frame; 0 if it is open as far as it has read} */
    public int closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        socket.close();
    }
}
