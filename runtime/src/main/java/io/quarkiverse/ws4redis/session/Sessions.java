package io.quarkiverse.ws4redis.session;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsHandshake;
import io.quarkiverse.ws4redis.WsUrlAuthenticator;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.security.ConnectionLimit;
import io.quarkiverse.ws4redis.security.HandshakeCheck;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The life of connections: opened, identified by what the handshake brought, closed. */
@Singleton
final class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(Sessions.class);

    private final SessionServices services;
    private final SessionIndex index;
    private final Hub hub;
    private final AuthHandler auth;
    private final Identification identification;
    private final ConnectionLimit connections;
    private final Instance<WsUrlAuthenticator> urlAuthenticator;

    @Inject
    Sessions(SessionServices services, SessionIndex index, Hub hub, AuthHandler auth, Identification identification,
            ConnectionLimit connections, Instance<WsUrlAuthenticator> urlAuthenticator) {
        this.services = services;
        this.index = index;
        this.hub = hub;
        this.auth = auth;
        this.identification = identification;
        this.connections = connections;
        this.urlAuthenticator = urlAuthenticator;
    }

    /** A socket is open; on its event loop. */
    void open(WebSocketConnection connection) {
        Context context = VertxContext.getRootContext(Vertx.currentContext());
        Channel channel = connection.userData().get(HandshakeCheck.CHANNEL);
        String facility = connection.userData().get(HandshakeCheck.FACILITY);
        connection.userData().get(HandshakeCheck.HEADERS).clear();
        connection.userData().remove(HandshakeCheck.HEADERS);
        connection.userData().remove(HandshakeCheck.CHANNEL);
        connection.userData().remove(HandshakeCheck.FACILITY);
        Session session = new Session(services, connection, context, channel, facility);
        connection.userData().put(ConnectionEndpoint.SESSION, session);
        if (!connections.opened()) {
            // What it sends until it is gone is nobody's.
            session.ended();
            services.metrics().handshakeRefused();
            connection.close(new CloseReason(CloseCode.TRY_AGAIN.code(), CloseCode.TRY_AGAIN.reason())).subscribe()
                    .with(v -> LOG.debug("One connection too many closed"), e -> session.out().abort());
            return;
        }
        services.metrics().opened();
        hub.opened(session.out());
        index.opened(session);
        services.observer().opened(session);
        session.startAuthDeadline();
        identifyByHandshake(session, connection);
    }

    private void identifyByHandshake(Session session, WebSocketConnection connection) {
        SecurityIdentity identity = connection.userData().get(HandshakeCheck.IDENTITY);
        connection.userData().remove(HandshakeCheck.IDENTITY);
        if (identity != null) {
            session.inbound().enqueue(() -> answered(session, auth.upgraded(session, identity)));
        } else if (urlAuthenticator.isResolvable()) {
            byUrl(session, connection).ifPresent(
                    request -> session.inbound().enqueue(() -> answered(session, auth.authenticate(session, request))));
        }
    }

    private Optional<WsAuthRequest> byUrl(Session session, WebSocketConnection connection) {
        try {
            return urlAuthenticator.get().authenticate(handshake(connection, session.facility()));
        } catch (RuntimeException e) {
            OPERATOR.urlAuthenticatorFailed(e.getClass().getName(), session.id());
            services.metrics().internalError();
            return Optional.empty();
        }
    }

    private static WsHandshake handshake(WebSocketConnection connection, String facility) {
        var request = connection.handshakeRequest();
        Map<String, List<String>> query = new HashMap<>();
        new QueryStringDecoder("/?" + (request.query() == null ? "" : request.query()))
                .parameters().forEach((name, values) -> query.put(name, List.copyOf(values)));
        Map<String, List<String>> headers = new HashMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new WsHandshake(request.path(), facility, Map.copyOf(query), Map.copyOf(headers));
    }

    private Future<Void> answered(Session session, Future<String> attempt) {
        return attempt.<Void>transform(result -> {
            if (result.succeeded()) {
                session.run(() -> services.observer().identified(session));
            } else {
                session.run(() -> {
                    session.refuse(result.cause(), new Request.Envelope(null, "auth", null, null));
                    session.closeIfExhausted();
                });
            }
            return Future.succeededFuture();
        });
    }

    /** A socket is closed; on its event loop. */
    void closed(WebSocketConnection connection) {
        Session session = connection.userData().get(ConnectionEndpoint.SESSION);
        if (session == null || index.connection(session.id()).isEmpty()) {
            return;
        }
        if (!session.isClosing()) {
            services.metrics().closedByPeer();
        }
        session.ended();
        hub.closed(session.out());
        identification.gone(session);
        index.closed(session);
        connections.closed();
        services.observer().gone(session);
    }
}
