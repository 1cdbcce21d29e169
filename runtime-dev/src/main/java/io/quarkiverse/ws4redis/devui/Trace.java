package io.quarkiverse.ws4redis.devui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;

/** The last things that happened, of which the oldest make room. Thread-safe. */
@Singleton
final class Trace {

    static final int LIMIT = 500;

    private final Deque<TraceEntry> entries = new ArrayDeque<>();
    private final BroadcastProcessor<TraceEntry> added = BroadcastProcessor.create();
    private long count;

    /** Adds what is made of the next number. */
    synchronized void add(LongFunction<TraceEntry> entry) {
        TraceEntry next = entry.apply(++count);
        if (entries.size() == LIMIT) {
            entries.removeFirst();
        }
        entries.addLast(next);
        added.onNext(next);
    }

    /** {@return all entries, the oldest first} */
    synchronized List<TraceEntry> entries() {
        return List.copyOf(entries);
    }

    synchronized void clear() {
        entries.clear();
    }

    /** {@return the entries as they come, on a worker thread; who is too slow misses some} */
    Multi<TraceEntry> added() {
        return added.onOverflow().drop().emitOn(Infrastructure.getDefaultExecutor());
    }
}
