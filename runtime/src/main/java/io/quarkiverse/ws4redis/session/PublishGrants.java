package io.quarkiverse.ws4redis.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.ws4redis.WsCredentials;

/**
 * What a connection was allowed to publish, and may for a while without being asked about again; see
 * {@code @WsChannel(permissionTtl)}. On the connection's event loop.
 */
final class PublishGrants {

    /** For one connection; the oldest make room. */
    private static final int LIMIT = 256;

    private record Grant(String action, String channel, String pk) {
    }

    private record Term(long end, long asked) {
    }

    /** When a question was asked, by the permissions' clock and among those that count. */
    record Asked(int generation, long time) {
    }

    private final Map<Grant, Term> terms = new LinkedHashMap<>();
    private final PermissionClock clock;
    private int generation;

    PublishGrants(PermissionClock clock) {
        this.clock = clock;
    }

    /** {@return whether all pks, or the channel itself if there are none, are granted; {@code now} as of nanoTime} */
    boolean cover(WsCredentials who, String action, String channel, List<String> pks, long now) {
        for (String pk : orItself(pks)) {
            Term term = terms.get(new Grant(action, channel, pk));
            if (term == null || term.end() - now < 0 || clock.hasChangedSince(term.asked(), channel, pk, who)) {
                return false;
            }
        }
        return true;
    }

    /** {@return what a grant that is asked for now must be {@link #add added} with} */
    Asked ask() {
        return new Asked(generation, clock.now());
    }

    /** Remembers what was granted, unless everything has been forgotten since it was asked for. */
    void add(Asked asked, String action, String channel, List<String> pks, long millis, long now) {
        if (asked.generation() != generation) {
            return;
        }
        for (String pk : orItself(pks)) {
            Grant grant = new Grant(action, channel, pk);
            terms.remove(grant);
            terms.put(grant, new Term(now + TimeUnit.MILLISECONDS.toNanos(millis), asked.time()));
        }
        while (terms.size() > LIMIT) {
            terms.remove(terms.keySet().iterator().next());
        }
    }

    /** Everything is asked about again. */
    void clear() {
        generation++;
        terms.clear();
    }

    private static List<String> orItself(List<String> pks) {
        return pks.isEmpty() ? Collections.singletonList(null) : pks;
    }
}
