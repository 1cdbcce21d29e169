package io.quarkiverse.ws4redis.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a connection was allowed to publish, and may for a while without being asked about again; see
 * {@code @WsChannel(permissionTtl)}. On the connection's event loop.
 */
final class PublishGrants {

    /** For one connection; the oldest make room. */
    private static final int LIMIT = 256;

    private record Grant(String action, String channel, String pk) {
    }

    private final Map<Grant, Long> until = new LinkedHashMap<>();
    private int generation;

    /** {@return whether all pks, or the channel itself if there are none, are granted; {@code now} as of nanoTime} */
    boolean cover(String action, String channel, List<String> pks, long now) {
        for (String pk : orItself(pks)) {
            Long end = until.get(new Grant(action, channel, pk));
            if (end == null || end - now < 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return what a grant that is being asked for must be {@link #add added} with} */
    int generation() {
        return generation;
    }

    /** Remembers what was granted, unless everything has been forgotten since it was asked for. */
    void add(int askedIn, String action, String channel, List<String> pks, long millis, long now) {
        if (askedIn != generation) {
            return;
        }
        for (String pk : orItself(pks)) {
            Grant grant = new Grant(action, channel, pk);
            until.remove(grant);
            until.put(grant, now + TimeUnit.MILLISECONDS.toNanos(millis));
        }
        while (until.size() > LIMIT) {
            until.remove(until.keySet().iterator().next());
        }
    }

    /** Everything is asked about again. */
    void clear() {
        generation++;
        until.clear();
    }

    private static List<String> orItself(List<String> pks) {
        return pks.isEmpty() ? Collections.singletonList(null) : pks;
    }
}
