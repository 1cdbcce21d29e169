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
    String path(URI url, boolean publisher, int pk) {
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

    static Protocol byName(String name, Options o) {
        return switch (name) {
            case "ws4redis", "django-channels" -> new JsonActions(o, true);
            case "vertx-raw", "quarkus-wsnext-raw" -> new JsonActions(o, false);
            case "nchan" -> new Nchan(o);
            case "socketio" -> new SocketIo(o);
            default -> throw new IllegalArgumentException("unknown --server " + name);
        };
    }

    /** {"action": "auth" | "subscribe" | "publish", ...}, with or without the authentication step. */
    static final class JsonActions extends Protocol {
        private static final int AUTH = 1;
        private static final int SUBSCRIBE = 2;
        private final boolean auth;

        JsonActions(Options o, boolean auth) {
            super(o);
            this.auth = auth;
        }

        @Override
        void onOpen(Conn c) {
            if (auth) {
                c.step = AUTH;
                c.send("{\"action\":\"auth\",\"kind\":\"" + opts.kind + "\",\"token\":\"" + opts.token + "\"}");
            } else {
                subscribe(c);
            }
        }

        private void subscribe(Conn c) {
            if (!c.subscriber) {
                c.ready();
                return;
            }
            c.step = SUBSCRIBE;
            c.send("{\"action\":\"subscribe\",\"channel\":\"" + opts.channel + "\",\"pk\":" + c.pk + "}");
        }

        @Override
        void onText(Conn c, String text) {
            if (c.isReady()) {
                if (text.contains("\"error\"")) {
                    c.stats.serverErrors++;
                    c.stats.lastError = text;
                }
                return;
            }
            if (text.contains("\"error\"")) {
                c.fail("server said " + text);
            } else if (c.step == AUTH && (text.contains("authenticated") || text.contains("\"subscribed\""))) {
                subscribe(c);
            } else if (c.step == SUBSCRIBE && text.contains("\"subscribed\"")) {
                c.ready();
            }
        }

        @Override
        String publishPrefix(int pk) {
            return "{\"action\":\"publish\",\"channel\":\"" + opts.channel + "\",\"pk\":" + pk + ",\"message\":";
        }

        @Override
        String publishSuffix(int pk) {
            return "}";
        }
    }

    /** nchan: the channel and the token are in the address; a message body is passed through untouched. */
    static final class Nchan extends Protocol {
        Nchan(Options o) {
            super(o);
        }

        @Override
        String path(URI url, boolean publisher, int pk) {
            return (publisher ? "/pub/" : "/sub/") + opts.channel + "/" + pk + "?token=" + opts.token;
        }

        @Override
        boolean publisherPerChannel() {
            return true;
        }

        @Override
        void onOpen(Conn c) {
            c.ready();
        }

        @Override
        void onText(Conn c, String text) {
        }

        @Override
        String publishPrefix(int pk) {
            return "";
        }

        @Override
        String publishSuffix(int pk) {
            return "";
        }
    }

    /** Engine.IO 4 on the WebSocket transport from the start (no polling), Socket.IO 4 packets on the root namespace. */
    static final class SocketIo extends Protocol {
        SocketIo(Options o) {
            super(o);
        }

        @Override
        String path(URI url, boolean publisher, int pk) {
            return "/socket.io/?EIO=4&transport=websocket";
        }

        @Override
        void onOpen(Conn c) {
        }

        @Override
        void onText(Conn c, String text) {
            if (text.equals("2")) {
                c.send("3");
            } else if (text.startsWith("44")) {
                c.fail("server said " + text);
            } else if (text.startsWith("40")) {
                if (c.subscriber) {
                    c.send("42[\"subscribe\",{\"channel\":\"" + opts.channel + "\",\"pk\":" + c.pk + "}]");
                } else {
                    c.ready();
                }
            } else if (text.startsWith("0")) {
                c.send("40{\"token\":\"" + opts.token + "\"}");
            } else if (text.startsWith("42[\"subscribed\"") && !c.isReady()) {
                c.ready();
            }
        }

        @Override
        String publishPrefix(int pk) {
            return "42[\"publish\",{\"channel\":\"" + opts.channel + "\",\"pk\":" + pk + ",\"message\":";
        }

        @Override
        String publishSuffix(int pk) {
            return "}]";
        }
    }
}
