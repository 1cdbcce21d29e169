package io.quarkiverse.ws4redis.client;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;

/**
 * Keeps a connection: makes it, authenticates, and makes it again when it is lost, unless the server wants no more of it. The state is the
 * last that changes.
 */
final class Connection {

    private static final Logger LOG = Logger.getLogger(Connection.class);
    private static final int CLOSED = 1000;

    private final Loop loop;
    private final Settings settings;
    private final WebSocketClient sockets;
    private final Requests requests;
    private final ConnectionListener listener;
    private final Credentials credentials;
    private final Renewal renewal;
    private final Backoff backoff;
    private final Events<ConnectionState> states;
    private volatile ConnectionState state = ConnectionState.of(ConnectionState.Status.IDLE);
    private Link link;
    private Future<Void> left = Future.succeededFuture();
    private Loop.Timer timer = Loop.Timer.NONE;
    /** Grows with each attempt: what belongs to an earlier one comes too late. */
    private int turn;
    private TokenReason reason = TokenReason.CONNECT;

    Connection(Vertx vertx, Loop loop, Settings settings, Requests requests, ConnectionListener listener) {
        this.loop = loop;
        this.settings = settings;
        this.sockets = vertx.createWebSocketClient(settings.transport());
        this.requests = requests;
        this.listener = listener;
        this.credentials = new Credentials(settings.token());
        this.renewal = new Renewal(loop, credentials, this::renew);
        this.backoff = new Backoff(settings.backoffBase().toMillis(), settings.backoffMax().toMillis());
        this.states = new Events<>(loop);
    }

    /** From any thread. */
    ConnectionState state() {
        return state;
    }

    Events<ConnectionState> states() {
        return states;
    }

    /** Starts, or starts again after an end; what waits for its next attempt makes it now. */
    void open() {
        switch (state.status()) {
            case WAITING -> {
                backoff.reset();
                attempt(reason);
            }
            case IDLE, ENDED -> {
                requests.begin();
                backoff.reset();
                attempt(TokenReason.CONNECT);
            }
            default -> {
                // It is there, or about to be.
            }
        }
    }

    /** Ends it, as the application's wish. {@return when the socket is closed, if there is one} */
    Future<Void> close() {
        if (state.status() != ConnectionState.Status.ENDED) {
            end(CLOSED, "closed");
        }
        return left;
    }

    /** The link is not to be trusted any more. */
    void drop() {
        if (link != null) {
            link.drop();
        }
    }

    /** A frame says that the token is about to expire. */
    void expiresSoon() {
        renewal.warned();
    }

    private void attempt(TokenReason why) {
        int mine = ++turn;
        reason = why;
        timer.cancel();
        timer = loop.after(settings.connectTimeout().toMillis(), () -> again(Consequence.BACKOFF));
        change(ConnectionState.of(ConnectionState.Status.CONNECTING));
        credentials.token(why).subscribe().with(token -> loop.run(() -> connect(mine, token)),
                failure -> loop.run(() -> failed(mine, failure)));
    }

    private void connect(int mine, Token token) {
        if (mine != turn) {
            return;
        }
        if (!token.isNone() && credentials.isRefused(token)) {
            end(401, "the token was refused");
            return;
        }
        sockets.connect(settings.request()).onSuccess(socket -> opened(mine, socket, token))
                .onFailure(failure -> failed(mine, failure));
    }

    private void failed(int mine, Throwable failure) {
        if (mine == turn) {
            LOG.debugf("Attempt to connect to %s failed: %s", settings.endpoint().getHost(), failure.getClass().getName());
            again(Consequence.BACKOFF);
        }
    }

    private void opened(int mine, WebSocket socket, Token token) {
        if (mine != turn) {
            socket.close();
            return;
        }
        link = new Link(loop, socket, settings, new LinkListener() {
            @Override
            public void received(Frame frame) {
                receive(frame, token);
            }

            @Override
            public void lost(int code, String why) {
                Connection.this.lost(code, why);
            }
        });
        requests.opened(link::send);
        if (!token.isNone()) {
            authenticate(link, token);
        }
    }

    private void authenticate(Link on, Token token) {
        ObjectNode fields = fields(token);
        listener.personalPosition().ifPresent(position -> Subscribing.put(fields, position));
        requests.urgent("auth", fields).onSuccess(answer -> {
            credentials.accepted(token);
            // It may have been lost as soon as it was there.
            if (on == link) {
                ready(identity(answer));
                renewal.accepted(answer.json().path("expiry"));
            }
        }).onFailure(e -> {
            if (on == link) {
                refused(token, (Ws4RedisException) e);
            }
        });
    }

    private void refused(Token token, Ws4RedisException error) {
        if (error.isPassing() || error.code() == 500) {
            again(Consequence.BACKOFF);
        } else if (error.code() == 401 && !token.isNone() && reason != TokenReason.REFUSED) {
            credentials.refused(token);
            again(Consequence.TOKEN);
        } else {
            end(error.code(), error.getMessage());
        }
    }

    private Future<Frame> renew(Token token) {
        return requests.urgent("auth", fields(token)).onSuccess(answer -> {
            Identity now = identity(answer);
            boolean another = state.identity().filter(was -> !was.kind().equals(now.kind()) || !was.pk().equals(now.pk()))
                    .isPresent();
            if (another) {
                // As somebody else it has lost its subscriptions: better begin anew.
                drop();
            }
        });
    }

    /** {@code token}: none if the HTTP upgrade has said who it is. */
    private void receive(Frame frame, Token token) {
        if (requests.answered(frame)) {
            return;
        }
        boolean ready = state.status() == ConnectionState.Status.CONNECTED;
        if (ready) {
            listener.frame(frame);
        } else if (token.isNone() && frame.error().isPresent()) {
            refused(token, frame.error().get());
        } else if (frame.name().equals("subscribed")) {
            listener.personalSubscribed(frame);
            if (token.isNone()) {
                ready(null);
            }
        } else {
            listener.frame(frame);
        }
    }

    private void ready(Identity identity) {
        timer.cancel();
        reason = TokenReason.CONNECT;
        backoff.connected();
        listener.ready();
        requests.ready();
        change(ConnectionState.connected(identity));
    }

    private void lost(int code, String why) {
        Consequence consequence = Consequence.of(code);
        if (consequence == Consequence.END) {
            end(code, why);
        } else {
            again(consequence);
        }
    }

    /** Gives the link up, if there is one, and waits for the next attempt. */
    private void again(Consequence consequence) {
        leave();
        long millis = backoff.next(consequence);
        reason = consequence == Consequence.TOKEN ? TokenReason.REFUSED : reason;
        timer = loop.after(millis, () -> attempt(reason));
        requests.lost();
        listener.lost();
        change(ConnectionState.waiting(millis));
    }

    private void end(int code, String why) {
        leave();
        Ws4RedisException error = Ws4RedisException.of(Ws4RedisException.Reason.ENDED, why);
        requests.end(error);
        listener.lost();
        listener.ended(error);
        change(ConnectionState.ended(code, why));
    }

    private void leave() {
        turn++;
        timer.cancel();
        renewal.stop();
        if (link != null) {
            left = link.close();
            link = null;
        }
    }

    private void change(ConnectionState next) {
        state = next;
        states.emit(next);
    }

    private ObjectNode fields(Token token) {
        return settings.mapper().valueToTree(token.fields());
    }

    private static Identity identity(Frame answer) {
        JsonNode json = answer.json();
        return new Identity(json.path("kind").asText(), json.path("pk").asText(), json.path("uuid").asText(),
                json.path("connection").asText());
    }
}
