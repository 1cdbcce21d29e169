package io.quarkiverse.ws4redis.entity;

import java.time.Duration;

import org.jboss.logging.Logger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkiverse.ws4redis.WsChange;

/**
 * Sees to it that of a row with a version this node publishes nothing older after something newer: transactions commit in the
 * order of the versions, but the threads that committed may overtake each other before they publish. Thread-safe.
 */
final class VersionGuard {

    private static final Logger LOG = Logger.getLogger(VersionGuard.class);

    /** Overtaking takes milliseconds. */
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final long ROWS = 10_000;

    private record Newest(WsChange change, Object version) {
    }

    private final Cache<RowKey, Newest> newest = Caffeine.newBuilder().expireAfterWrite(MEMORY).maximumSize(ROWS).build();

    /**
     * Publishes an event, unless a newer one of its row was published before.
     *
     * @param event the event
     * @param publish publishes it; must not block, because other events of the row wait
     */
    void inOrder(EntityEvent event, Runnable publish) {
        if (event.version() == null) {
            publish.run();
            return;
        }
        newest.asMap().compute(event.row(), (row, last) -> {
            if (last != null && isStale(event, last)) {
                LOG.debugf("Change of %s not published: a newer one was", row.entity());
                return last;
            }
            publish.run();
            return new Newest(event.change(), event.version());
        });
    }

    private static boolean isStale(EntityEvent event, Newest last) {
        if (last.change() == WsChange.REMOVED) {
            // Only who gives identifiers himself can create a row again.
            return event.change() != WsChange.CREATED;
        }
        return compare(event.version(), last.version()) < 0;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object version, Object last) {
        return version instanceof Comparable<?> comparable && version.getClass() == last.getClass()
                ? ((Comparable<Object>) comparable).compareTo(last)
                : 0;
    }
}
