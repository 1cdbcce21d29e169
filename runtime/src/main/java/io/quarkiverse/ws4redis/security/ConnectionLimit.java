package io.quarkiverse.ws4redis.security;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;

/** Counts this node's connections, so that one too many is refused at the handshake, when that is still cheap. */
@Singleton
public final class ConnectionLimit {

    private final AtomicInteger open = new AtomicInteger();
    private final int limit;
    private volatile boolean refusing;

    @Inject
    public ConnectionLimit(Ws4RedisConfig config) {
        this.limit = config.limits().maxConnections();
    }

    boolean hasRoom() {
        return !refusing && open.get() < limit;
    }

    /** There is no room for anybody from now on. */
    public void refuseAll() {
        refusing = true;
    }

    /** {@return whether there was room for one more, which now counts} */
    public boolean opened() {
        if (open.incrementAndGet() > limit || refusing) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    /** A connection that counted is gone. */
    public void closed() {
        open.decrementAndGet();
    }
}
