package io.quarkiverse.ws4redis.devui;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;

/** Tells the pages that what they show of connections may not be so any more. Thread-safe. */
@Singleton
final class Changes {

    private final BroadcastProcessor<Long> changes = BroadcastProcessor.create();
    private long count;

    synchronized void changed() {
        changes.onNext(++count);
    }

    /** {@return a number for each change, on a worker thread; who is too slow misses some} */
    Multi<Long> stream() {
        return changes.onOverflow().drop().emitOn(Infrastructure.getDefaultExecutor());
    }
}
