package io.quarkiverse.ws4redis.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.quarkiverse.ws4redis.SlowConsumer;

/**
 * What waits in front of the Netty channel of one connection that does not keep up, where frames can still be dropped. Holds
 * a reference to each frame. Not thread-safe, except {@link #bytes()}.
 */
final class Backlog {

    private static final class Entry {
        final boolean droppable;
        final String latestOf;
        ByteBuf frame;

        Entry(boolean droppable, String latestOf, ByteBuf frame) {
            this.droppable = droppable;
            this.latestOf = latestOf;
            this.frame = frame;
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Entry> latest = new HashMap<>();
    private final Runnable onDrop;
    private volatile long bytes;

    Backlog(Runnable onDrop) {
        this.onDrop = onDrop;
    }

    /** From any thread. {@return how many bytes wait} */
    long bytes() {
        return bytes;
    }

    /** A frame that must not be dropped. */
    void add(ByteBuf frame) {
        append(new Entry(false, null, frame.retainedDuplicate()));
    }

    /** A frame that may be dropped later, as the policy says. */
    void add(ByteBuf frame, SlowConsumer policy, String redisChannel) {
        Entry older = policy == SlowConsumer.LATEST ? latest.get(redisChannel) : null;
        if (older == null) {
            Entry entry = new Entry(true, policy == SlowConsumer.LATEST ? redisChannel : null, frame.retainedDuplicate());
            if (entry.latestOf != null) {
                latest.put(redisChannel, entry);
            }
            append(entry);
            return;
        }
        count(frame.readableBytes() - older.frame.readableBytes());
        older.frame.release();
        older.frame = frame.retainedDuplicate();
        onDrop.run();
    }

    /** Drops the oldest frames that may be dropped until no more than so many bytes are left. */
    void shrink(long limit) {
        for (Iterator<Entry> oldest = entries.iterator(); bytes > limit && oldest.hasNext();) {
            Entry entry = oldest.next();
            if (entry.droppable) {
                oldest.remove();
                gone(entry);
                entry.frame.release();
                onDrop.run();
            }
        }
    }

    /** {@return the first frame, now the caller's; {@code null} if there is none} */
    ByteBuf poll() {
        Entry entry = entries.poll();
        if (entry == null) {
            return null;
        }
        gone(entry);
        return entry.frame;
    }

    void release() {
        for (ByteBuf frame = poll(); frame != null; frame = poll()) {
            frame.release();
        }
    }

    private void append(Entry entry) {
        entries.add(entry);
        count(entry.frame.readableBytes());
    }

    private void gone(Entry entry) {
        if (entry.latestOf != null) {
            latest.remove(entry.latestOf);
        }
        count(-entry.frame.readableBytes());
    }

    private void count(long change) {
        // Only the event loop writes.
        long changed = bytes + change;
        bytes = changed;
    }
}
