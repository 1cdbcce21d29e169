package io.quarkiverse.ws4redis.security;

import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/** Lets the handshake's check see the routing context, which WebSockets Next does not show to it. */
@Recorder
public class HandshakeRecorder {

    private static final String KEY = HandshakeRecorder.class.getName();

    /** {@return a handler that goes before the one of WebSockets Next} */
    public Handler<RoutingContext> handler() {
        return routing -> {
            Vertx.currentContext().putLocal(KEY, routing);
            routing.next();
        };
    }

    /** {@return the routing context of the handshake that is being checked; once, so that nothing keeps it} */
    static RoutingContext takeRoutingContext() {
        Context context = Vertx.currentContext();
        RoutingContext routing = context.getLocal(KEY);
        context.removeLocal(KEY);
        return routing;
    }
}
