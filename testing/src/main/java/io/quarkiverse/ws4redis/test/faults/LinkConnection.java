package io.quarkiverse.ws4redis.test.faults;

import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;

/** Both directions of a connection over a {@link BreakableLink}. Everything on the link's event loop. */
final class LinkConnection {

    private final NetSocket near;
    private final NetSocket far;
    private final Pipe there;
    private final Pipe back;
    private final Consumer<LinkConnection> onEnd;
    private boolean abandoned;

    LinkConnection(Vertx vertx, NetSocket near, NetSocket far, LinkState state, Consumer<LinkConnection> onEnd) {
        this.near = near;
        this.far = far;
        this.there = new Pipe(vertx, near, far, state);
        this.back = new Pipe(vertx, far, near, state);
        this.onEnd = onEnd;
    }

    /** {@code nearEnd}: when the near socket ends, which it may have done already. */
    void start(Future<Void> nearEnd) {
        far.closeHandler(v -> ended(back));
        nearEnd.onComplete(v -> ended(there));
        there.start();
        back.start();
    }

    /** What one end says from now on, the other never hears. */
    void abandon() {
        abandoned = true;
        there.discard();
        back.discard();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    void close() {
        there.discard();
        back.discard();
        near.close();
        far.close();
        onEnd.accept(this);
    }

    private void ended(Pipe pipe) {
        if (!abandoned) {
            pipe.end();
            onEnd.accept(this);
        }
    }
}
