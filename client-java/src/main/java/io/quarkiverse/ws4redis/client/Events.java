package io.quarkiverse.ws4redis.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;

/** Tells everybody who listens. On the event loop, but for {@link #multi}. */
final class Events<E> {

    private final Loop loop;
    private final Set<EventStream<E>> streams = new LinkedHashSet<>();

    Events(Loop loop) {
        this.loop = loop;
    }

    void emit(E event) {
        List.copyOf(streams).forEach(stream -> stream.push(event));
    }

    /**
     * From any thread.
     *
     * @param first what each who begins to listen is told at once; gives null for nothing
     * @param overflow gives what takes the place of what somebody is too slow for, on the event loop
     * @return what happens from the subscription on
     */
    Multi<E> multi(Supplier<E> first, Supplier<E> overflow) {
        return Multi.createFrom().publisher(subscriber -> loop.run(() -> {
            EventStream<E> stream = new EventStream<>(loop, subscriber, overflow, streams::remove);
            streams.add(stream);
            subscriber.onSubscribe(stream);
            E now = first.get();
            if (now != null) {
                stream.push(now);
            }
        }));
    }
}
