package io.quarkiverse.ws4redis.client;

import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;

/** From the application's threads to the event loop, and back with what came of it. */
final class Asking {

    private final Loop loop;
    private final Requests requests;

    Asking(Loop loop, Requests requests) {
        this.loop = loop;
        this.requests = requests;
    }

    /** {@code fields} are asked for, on the event loop, for each subscription. */
    Uni<Frame> request(String action, Supplier<ObjectNode> fields, RequestOptions options) {
        return uni(() -> requests.request(action, fields.get(), options));
    }

    <T> Uni<T> uni(Supplier<Future<T>> task) {
        return Uni.createFrom().emitter(emitter -> loop.run(() -> {
            try {
                task.get().onComplete(emitter::complete, emitter::fail);
            } catch (RuntimeException e) {
                // Options that make no sense. Whoever waits is told, and not only the log of the event loop.
                emitter.fail(e);
            }
        }));
    }
}
