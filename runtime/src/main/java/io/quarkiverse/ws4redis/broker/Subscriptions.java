package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Which Redis channels have how many users, and which of them Redis has confirmed. Bookkeeping only: sending is the link's
 * part. Not thread-safe.
 */
final class Subscriptions {

    private static final class Entry {
        int users;
        /** Those among them who do not count yet if the link is lost now. */
        int waiters;
        long unusedSince;
        boolean confirmed;
        Promise<Void> waiting = Promise.promise();
    }

    private final Map<String, Entry> entries = new HashMap<>();

    /** One user more. {@return a future that the confirmation completes, and whether SUBSCRIBE must be sent} */
    Added add(String channel) {
        Entry entry = entries.get(channel);
        boolean isNew = entry == null;
        if (isNew) {
            entry = new Entry();
            entries.put(channel, entry);
        }
        entry.users++;
        if (entry.confirmed) {
            return new Added(Future.succeededFuture(), isNew);
        }
        entry.waiters++;
        return new Added(entry.waiting.future(), isNew);
    }

    record Added(Future<Void> confirmed, boolean isNew) {
    }

    /** One user less; {@code now} in milliseconds. */
    void remove(String channel, long now) {
        Entry entry = entries.get(channel);
        if (entry != null && entry.users > 0 && --entry.users == 0) {
            entry.unusedSince = now;
        }
    }

    /** Redis has confirmed. */
    void confirm(String channel) {
        Entry entry = entries.get(channel);
        if (entry != null && !entry.confirmed) {
            Promise<Void> waiting = entry.waiting;
            entry.confirmed = true;
            entry.waiters = 0;
            entry.waiting = null;
            waiting.complete();
        }
    }

    /**
     * The link is lost, or an attempt to restore it. {@return the channels that were confirmed}; who waits for a confirmation
     * gets the failure and does not count, all others count until they are removed.
     */
    Collection<String> lost(Throwable failure) {
        List<String> confirmed = new ArrayList<>();
        List<Promise<Void>> waiting = new ArrayList<>();
        entries.entrySet().removeIf(e -> {
            Entry entry = e.getValue();
            if (entry.confirmed) {
                confirmed.add(e.getKey());
                entry.confirmed = false;
            } else {
                waiting.add(entry.waiting);
                entry.users -= entry.waiters;
                entry.waiters = 0;
            }
            entry.waiting = Promise.promise();
            return entry.users <= 0;
        });
        waiting.forEach(promise -> promise.tryFail(failure));
        return confirmed;
    }

    /** {@return the channels that have had no user since before that time, which are forgotten now} */
    List<String> takeUnused(long before) {
        List<String> unused = new ArrayList<>();
        entries.entrySet().removeIf(e -> {
            boolean remove = e.getValue().users == 0 && e.getValue().confirmed && e.getValue().unusedSince <= before;
            if (remove) {
                unused.add(e.getKey());
            }
            return remove;
        });
        return unused;
    }

    /** {@return all channels that have users} */
    List<String> all() {
        return List.copyOf(entries.keySet());
    }
}
