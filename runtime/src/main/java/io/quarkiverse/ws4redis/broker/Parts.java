package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Divides much work, so that nobody else's commands wait behind all of it. */
public final class Parts {

    /** Of commands to Redis. */
    static final int SIZE = 256;

    private Parts() {
    }

    /** {@return the list, cut into parts of at most so many} */
    public static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return parts;
    }

    /**
     * Does one part after the other.
     *
     * @param all what there is to do
     * @param task does at most {@link #SIZE} of them; the next part follows when it is complete, well or not
     * @return complete when nothing is left; never fails
     */
    static <T> Future<Void> inTurn(Iterator<T> all, Function<List<T>, Future<?>> task) {
        Promise<Void> done = Promise.promise();
        next(all, task, done);
        return done.future();
    }

    private static <T> void next(Iterator<T> rest, Function<List<T>, Future<?>> task, Promise<Void> done) {
        while (rest.hasNext()) {
            Future<?> part = task.apply(take(rest));
            // Not one within the other: there may be many that have nothing to wait for.
            if (!part.isComplete()) {
                part.onComplete(result -> next(rest, task, done));
                return;
            }
        }
        done.complete();
    }

    private static <T> List<T> take(Iterator<T> rest) {
        List<T> part = new ArrayList<>(SIZE);
        while (rest.hasNext() && part.size() < SIZE) {
            part.add(rest.next());
        }
        return part;
    }
}
