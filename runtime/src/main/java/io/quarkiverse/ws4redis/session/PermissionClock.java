package io.quarkiverse.ws4redis.session;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsCredentials;

/**
 * Tells whether an answer to a question for permission is older than a change of permissions that this node has heard of, and so
 * does not count. Of fixed size: by chance an answer may count as older though it is not, which costs a question more. Thread-safe.
 */
@Singleton
final class PermissionClock {

    /** A power of two. */
    private static final int SLOTS = 4096;

    private final AtomicLong time = new AtomicLong();
    private final AtomicLongArray changed = new AtomicLongArray(SLOTS);
    private final AtomicLong allChanged = new AtomicLong();

    /** {@return the time, to be taken before a question is asked} */
    long now() {
        return time.get();
    }

    /** What may be done with one pk of a channel, or the channel itself, has changed. */
    void changed(String channel, String pk) {
        set(slot(channel, pk, 1));
    }

    /** What may be done in a channel has changed, nobody knows with which pks. */
    void changed(String channel) {
        set(slot(channel, null, 3));
    }

    /** What an identity may do has changed. */
    void changedFor(String kind, String pk) {
        set(slot(kind, pk, 2));
    }

    /** Nobody knows what has changed. */
    void changedAll() {
        allChanged.set(time.incrementAndGet());
    }

    /** {@return whether what somebody may do with a pk of a channel, or with the channel itself, has changed since that time} */
    boolean hasChangedSince(long asked, String channel, String pk, WsCredentials who) {
        return changed.get(slot(channel, pk, 1)) > asked || changed.get(slot(channel, null, 3)) > asked
                || changed.get(slot(who.kind(), who.pk(), 2)) > asked || allChanged.get() > asked;
    }

    private void set(int slot) {
        changed.accumulateAndGet(slot, time.incrementAndGet(), Math::max);
    }

    private static int slot(String name, String pk, int seed) {
        int hash = (name.hashCode() * 31 + Objects.hashCode(pk)) * 31 + seed;
        return (hash ^ hash >>> 12 ^ hash >>> 20) & SLOTS - 1;
    }
}
