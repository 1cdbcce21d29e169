package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.net.URI;

/**
 * What a server wants to hear: the path to connect to, the messages to exchange until a connection is ready, and
 * how a publish is wrapped. One instance serves every connection, on every event loop, so it keeps no state of its
 * own: a connection's place in its handshake is in {@link Conn#step}.
 */
abstract class Protocol {

    final Options opts;

    Protocol(Options opts) {
        this.opts = opts;
    }

    /** Path and query to send the WebSocket upgrade to. */
    String path(Want want) {
        URI url = want.url();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** True when the address a publisher connects to names the channel, so that each channel needs its own socket. */
    boolean publisherPerChannel() {
        return false;
    }

    /** The upgrade is done: send the first message, or call {@link Conn#ready()}. */
    abstract void onOpen(Conn c);

    /** A text message that is not one of our published ones: a handshake answer, an acknowledgement, a ping. */
    abstract void onText(Conn c, String text);

    abstract String publishPrefix(int pk);

    abstract String publishSuffix(int pk);

    static Protocol byName(Options o, Identities identities) {
        return switch (o.server) {
            case "ws4redis", "django-channels" -> new JsonActions(o, true, identities);
            case "vertx-raw", "quarkus-wsnext-raw" -> new JsonActions(o, false, identities);
            case "nchan" -> new Nchan(o);
            case "socketio" -> new SocketIo(o);
            default -> throw new IllegalArgumentException("unknown --server " + o.server);
        };
    }
}
