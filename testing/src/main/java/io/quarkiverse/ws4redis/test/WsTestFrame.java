package io.quarkiverse.ws4redis.test;

import java.nio.charset.StandardCharsets;

/**
 * What a server has sent.
 *
 * @param kind in which kind of frame
 * @param text the payload, read as UTF-8
 */
public record WsTestFrame(Kind kind, String text) {

    /** The kind of a frame. */
    public enum Kind {
        /** A text message. */
        TEXT,
        /** A binary message. */
        BINARY,
        /** The answer to a ping. */
        PONG
    }

    static WsTestFrame of(Kind kind, byte[] payload) {
        return new WsTestFrame(kind, new String(payload, StandardCharsets.UTF_8));
    }
}
