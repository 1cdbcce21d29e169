package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Which Redis channels have how many users, and which of them Redis has confirmed. Bookkeeping only: sending is the link's
 * part. Not thread-safe.
 */
final class Subscriptions {

    /** One channel; its users keep it when it moves from one link to another. */
    static final class Entry {
        private int users;
        /** Those among them who do not count yet if the link is lost now. */
        private int waiters;
        private long unusedSince;
        private boolean sent;
        private boolean confirmed;
        /** It was sent, perhaps in vain. */
        private boolean denied;
        /** Somebody counts on it, and it is not confirmed: it was, or is kept. */
        private boolean gap;
        private Promise<Void> waiting = Promise.promise();

        private void disown() {
            if (confirmed) {
                waiting = Promise.promise();
            }
            gap |= confirmed;
            confirmed = false;
            sent = false;
        }

        /** Who waits does not count any more. {@return what they wait for} */
        private Promise<Void> dismiss() {
            Promise<Void> dismissed = waiting;
            users -= waiters;
            waiters = 0;
            waiting = Promise.promise();
            return dismissed;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();

    /** One user more. {@return a future that the confirmation completes, and whether SUBSCRIBE must be sent} */
    Added add(String channel) {
        Entry entry = entries.get(channel);
        boolean isNew = entry == null;
        if (isNew) {
            entry = new Entry();
            entry.sent = true;
            entries.put(channel, entry);
        }
        boolean toSend = isNew || entry.denied;
        entry.denied = false;
        entry.users++;
        if (entry.confirmed) {
            return new Added(Future.succeededFuture(), toSend);
        }
        entry.waiters++;
        return new Added(entry.waiting.future(), toSend);
    }

    record Added(Future<Void> confirmed, boolean isNew) {
    }

    /** A user for good, who waits for nothing, and misses what is said before the first confirmation: a gap that ends with it. */
    void keep(String channel) {
        Entry entry = entries.computeIfAbsent(channel, name -> new Entry());
        entry.users++;
        entry.gap |= !entry.confirmed;
    }

    boolean contains(String channel) {
        return entries.containsKey(channel);
    }

    /** One user less; {@code now} in milliseconds. */
    void remove(String channel, long now) {
        Entry entry = entries.get(channel);
        if (entry != null && entry.users > 0 && --entry.users == 0) {
            entry.unusedSince = now;
        }
    }

    /** Redis has confirmed. {@return whether a gap ends with it} */
    boolean confirm(String channel) {
        Entry entry = entries.get(channel);
        if (entry == null || entry.confirmed) {
            return false;
        }
        Promise<Void> waiting = entry.waiting;
        boolean restored = entry.gap;
        entry.confirmed = true;
        entry.denied = false;
        entry.gap = false;
        entry.waiters = 0;
        entry.waiting = null;
        waiting.complete();
        return restored;
    }

    /** Redis has ended a subscription. {@return whether nobody had asked for that} */
    boolean end(String channel) {
        Entry entry = entries.get(channel);
        boolean disowned = entry != null && entry.confirmed;
        if (disowned) {
            entry.disown();
        }
        return disowned;
    }

    /** Redis has ended a subscription that did not count as confirmed yet: it must be sent again. */
    void unsent(String channel) {
        Entry entry = entries.get(channel);
        if (entry != null) {
            entry.sent = entry.confirmed;
        }
    }

    /**
     * The link is lost, or an attempt to restore it. {@return the channels that were confirmed and are still used}; who waits for
     * a confirmation gets the failure and does not count, all others count until they are removed. What has a gap that somebody
     * may know of stays until that has ended.
     */
    Collection<String> lost(Throwable failure) {
        List<String> confirmed = new ArrayList<>();
        List<Promise<Void>> waiting = new ArrayList<>();
        entries.entrySet().removeIf(e -> {
            Entry entry = e.getValue();
            if (!entry.confirmed) {
                waiting.add(entry.dismiss());
            }
            boolean stays = entry.users > 0 || entry.gap;
            if (entry.confirmed && stays) {
                confirmed.add(e.getKey());
            }
            entry.disown();
            return !stays;
        });
        waiting.forEach(promise -> promise.tryFail(failure));
        return confirmed;
    }

    /** Channels are not confirmed any more whose gaps nobody has been told the end of. */
    void reopen(Collection<String> channels) {
        channels.forEach(channel -> {
            Entry entry = entries.get(channel);
            if (entry != null) {
                entry.gap = true;
            }
        });
    }

    /** Redis does not allow a subscription, and does not say which: who waits for one that is not confirmed gets the failure. */
    void denied(Throwable failure) {
        List<Promise<Void>> waiting = new ArrayList<>();
        entries.values().removeIf(entry -> {
            if (entry.confirmed) {
                return false;
            }
            entry.denied = true;
            waiting.add(entry.dismiss());
            return entry.users <= 0 && !entry.gap;
        });
        waiting.forEach(promise -> promise.tryFail(failure));
    }

    /** What has been sent and is not confirmed must be sent again. */
    void refused() {
        entries.values().forEach(entry -> entry.sent = entry.confirmed);
    }

    /** {@return the channels that must be sent, which count as sent from now on} */
    List<String> takeUnsent() {
        List<String> unsent = new ArrayList<>();
        entries.forEach((channel, entry) -> {
            if (!entry.sent) {
                entry.sent = true;
                unsent.add(channel);
            }
        });
        return unsent;
    }

    /**
     * Gives channels away, to whom they belong now.
     *
     * @param which whether it is a channel to give away
     * @param confirmed gets those of them that were confirmed, and are not any more
     * @return them and their users
     */
    Map<String, Entry> release(Predicate<String> which, Collection<String> confirmed) {
        Map<String, Entry> released = new HashMap<>();
        entries.entrySet().removeIf(e -> {
            if (!which.test(e.getKey())) {
                return false;
            }
            if (e.getValue().confirmed) {
                confirmed.add(e.getKey());
            }
            e.getValue().disown();
            released.put(e.getKey(), e.getValue());
            return true;
        });
        return released;
    }

    /** Takes what another has released. */
    void adopt(String channel, Entry entry) {
        entries.put(channel, entry);
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
}
