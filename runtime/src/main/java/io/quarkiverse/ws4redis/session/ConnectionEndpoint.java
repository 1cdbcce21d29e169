package io.quarkiverse.ws4redis.session;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.security.FrameCheck;
import io.quarkiverse.ws4redis.security.HandshakeCheck;
import io.quarkus.arc.Arc;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * The callbacks of WebSockets Next. The deployment module generates its subclasses, one for each path, in this package: only
 * at build time is the path known.
 */
public abstract class ConnectionEndpoint {

    static final TypedKey<Session> SESSION = new TypedKey<>("ws4redis.session");

    private static final Logger LOG = Logger.getLogger(ConnectionEndpoint.class);
    private static final Uni<Void> DONE = Uni.createFrom().voidItem();

    private final Sessions sessions;

    /**
     * Looks its only dependency up. Were it injected, WebSockets Next would find beans of the application behind it that are
     * request scoped, and pay for a request context with each message and connection, needed or not. {@code Invoker} opens
     * one where a method of the application is called.
     */
    protected ConnectionEndpoint() {
        this.sessions = Arc.container().instance(Sessions.class).get();
    }

    @OnOpen
    public Uni<Void> opened(WebSocketConnection connection) {
        Channel channel = connection.userData().get(HandshakeCheck.CHANNEL);
        sessions.open(connection);
        FrameCheck.opened(channel);
        return DONE;
    }

    @OnTextMessage
    public Uni<Void> text(String text, WebSocketConnection connection) {
        connection.userData().get(SESSION).inbound().receive(text);
        return DONE;
    }

    @OnBinaryMessage
    public Uni<Void> binary(Buffer frame, WebSocketConnection connection) {
        connection.userData().get(SESSION).inbound().receive(frame);
        return DONE;
    }

    @OnClose
    public Uni<Void> closed(WebSocketConnection connection) {
        sessions.closed(connection);
        return DONE;
    }

    @OnError
    public Uni<Void> failed(Throwable failure, WebSocketConnection connection) {
        // Resets by peers end here too: nothing that an operator could act on.
        LOG.debugf(failure, "Connection %s failed", connection.id());
        // Vert.x' word for a message, in several frames, that is larger than max-message-size. It only drops it.
        Session session = connection.userData().get(SESSION);
        if (failure instanceof IllegalStateException && session != null && connection.isOpen()) {
            session.close(CloseCode.TOO_BIG);
        }
        return DONE;
    }
}
