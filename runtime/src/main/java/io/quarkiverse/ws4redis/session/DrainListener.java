package io.quarkiverse.ws4redis.session;

import io.quarkiverse.ws4redis.observe.NodeState;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.runtime.shutdown.ShutdownListener;

/**
 * Where a shutdown begins for us: before the HTTP server stops, which cuts all connections, and so long before the
 * {@code ShutdownEvent}.
 */
public final class DrainListener implements ShutdownListener {

    /** Readiness turns red; everything else goes on until {@code quarkus.shutdown.delay} is over. */
    @Override
    public void preShutdown(ShutdownNotification notification) {
        if (isRunning()) {
            Arc.container().instance(NodeState.class).get().end();
        }
        notification.done();
    }

    /** Blocks: nothing waits for a notification unless {@code quarkus.shutdown.timeout} is set. */
    @Override
    public void shutdown(ShutdownNotification notification) {
        try {
            if (isRunning()) {
                Arc.container().instance(Drain.class).get().run();
            }
        } finally {
            notification.done();
        }
    }

    /** An application that failed to start is shut down too. */
    private static boolean isRunning() {
        ArcContainer container = Arc.container();
        return container != null && container.isRunning();
    }
}
