package io.quarkiverse.ws4redis.it;

import java.util.List;

/**
 * Bytes that a client writes, and what comes back.
 *
 * @param name the case's name
 * @param bytes what is written
 * @param answers the texts and {@code pong:}s that come back, in order
 * @param closeCode what the connection is closed with; 0 if it stays open
 */
record FramingCase(String name, byte[] bytes, List<String> answers, int closeCode) {

    static FramingCase answered(String name, List<String> answers, byte[]... bytes) {
        return new FramingCase(name, RawWebSocket.join(bytes), answers, 0);
    }

    static FramingCase closed(String name, int code, byte[]... bytes) {
        return new FramingCase(name, RawWebSocket.join(bytes), List.of(), code);
    }

    /** {@return a request whose answer repeats a text} */
    static String request(String text) {
        return "{\"action\":\"echo\",\"id\":\"" + text + "\"}";
    }

    /** {@return the answer to {@link #request}} */
    static String echo(String text) {
        return "{\"channel\":\"system\",\"message\":{\"error\":\"channel missing\",\"code\":400},\"action\":\"echo\",\"id\":\""
                + text + "\"}";
    }

    @Override
    public String toString() {
        return name;
    }
}
