package io.quarkiverse.ws4redis.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One subscriber's events. Who is slower than they come gets, in place of what cannot be kept, one word of it. On the event loop. */
final class EventStream<E> implements Flow.Subscription {

    private static final int LIMIT = 1000;

    private final Loop loop;
    private final Flow.Subscriber<? super E> subscriber;
    private final Supplier<E> overflow;
    private final Consumer<EventStream<E>> onEnd;
    private final Deque<E> kept = new ArrayDeque<>();
    private long requested;
    private boolean emitting;
    private boolean ended;

    /** {@code overflow} gives what takes the place of all that were kept when there would be too many. */
    EventStream(Loop loop, Flow.Subscriber<? super E> subscriber, Supplier<E> overflow,
            Consumer<EventStream<E>> onEnd) {
        this.loop = loop;
        this.subscriber = subscriber;
        this.overflow = overflow;
        this.onEnd = onEnd;
    }

    void push(E event) {
        if (kept.size() >= LIMIT) {
            kept.clear();
            kept.add(overflow.get());
        } else {
            kept.add(event);
        }
        emit();
    }

    @Override
    public void request(long count) {
        loop.run(() -> {
            if (count <= 0) {
                end();
                subscriber.onError(new IllegalArgumentException("not more than 0 requested"));
                return;
            }
            requested = Math.addExact(Math.min(requested, Long.MAX_VALUE - count), count);
            emit();
        });
    }

    @Override
    public void cancel() {
        loop.run(this::end);
    }

    private void emit() {
        if (emitting) {
            return;
        }
        emitting = true;
        while (!ended && requested > 0 && !kept.isEmpty()) {
            requested--;
            subscriber.onNext(kept.poll());
        }
        emitting = false;
    }

    private void end() {
        ended = true;
        kept.clear();
        onEnd.accept(this);
    }
}
