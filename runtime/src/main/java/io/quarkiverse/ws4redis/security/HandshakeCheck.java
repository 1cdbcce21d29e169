package io.quarkiverse.ws4redis.security;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Decides at the handshake whether a connection may come to be, and keeps what is only in sight then: its facility, its
 * identity, and the Netty channel below it. The latter leans on a Vert.x class that is not API, which is why nothing else
 * does.
 */
@Singleton
public final class HandshakeCheck implements HttpUpgradeCheck {

    /** The connection's Netty channel. */
    public static final TypedKey<Channel> CHANNEL = new TypedKey<>("ws4redis.channel");
    /** The connection's facility. */
    public static final TypedKey<String> FACILITY = new TypedKey<>("ws4redis.facility");
    /** The identity of the HTTP upgrade; absent for anonymous ones. */
    public static final TypedKey<SecurityIdentity> IDENTITY = new TypedKey<>("ws4redis.identity");

    /** The headers of the handshake, to be forgotten when it is over. */
    public static final TypedKey<MultiMap> HEADERS = new TypedKey<>("ws4redis.headers");

    private static final Logger LOG = Logger.getLogger(HandshakeCheck.class);
    private static final String ENDPOINTS = "io.quarkiverse.ws4redis.session.";

    private final Ws4RedisConfig config;
    private final ConnectionLimit connections;
    private final Metrics metrics;
    private final OriginCheck origins;

    @Inject
    public HandshakeCheck(Ws4RedisConfig config, ConnectionLimit connections, Metrics metrics) {
        this.config = config;
        this.connections = connections;
        this.metrics = metrics;
        this.origins = new OriginCheck(config.origins().orElse(List.of()));
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.startsWith(ENDPOINTS);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        if (request.version() == HttpVersion.HTTP_2) {
            // Vert.x would neither upgrade such a request nor answer it.
            return refuse(400, "a WebSocket needs HTTP/1.1");
        }
        if (!origins.accepts(request.getHeader("Origin"),
                request.authority() == null ? null : request.authority().toString(), request.isSSL())) {
            return refuse(403, "origin not allowed");
        }
        String named = context.pathParam("facility");
        String facility = named == null || named.isEmpty() ? config.defaultFacility() : named;
        if (!WsNames.isValid(facility) || facility.length() > config.limits().maxNameLength()
                || config.facilities().isPresent() && !config.facilities().get().contains(facility)) {
            return refuse(404, "facility not allowed");
        }
        if (!connections.hasRoom()) {
            return refuse(503, "too many connections on this node, or it is shutting down");
        }
        context.userData().put(FACILITY, facility);
        ConnectionBase connection = (ConnectionBase) request.connection();
        context.userData().put(CHANNEL, connection.channel());
        // Before the upgrade: a client may send its first frame right behind the request.
        FrameCheck.addBefore(connection.channelHandlerContext());
        context.userData().put(HEADERS, request.headers());
        RoutingContext routing = HandshakeRecorder.takeRoutingContext();
        return context.securityIdentity().map(identity -> {
            if (identity != null && !identity.isAnonymous()) {
                context.userData().put(IDENTITY, identity);
            }
            if (routing != null) {
                takeOver(routing);
            }
            return CheckResult.permitUpgradeSync();
        });
    }

    /**
     * From here on the identity is the session's. WebSockets Next would keep the whole HTTP request for as long as the
     * connection lives, and close it when the token of the upgrade expires, even if a newer one has come since.
     */
    private static void takeOver(RoutingContext routing) {
        routing.setUser(null);
        routing.remove(QuarkusHttpUser.DEFERRED_IDENTITY_KEY);
    }

    private Uni<CheckResult> refuse(int status, String why) {
        LOG.debugf("Handshake refused with %d: %s", status, why);
        metrics.handshakeRefused();
        return CheckResult.rejectUpgrade(status);
    }
}
