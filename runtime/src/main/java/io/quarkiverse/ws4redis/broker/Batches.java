package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** Commands for several links, one write for each of them. Not thread-safe. */
final class Batches {

    private static final class Batch {
        private final List<Request> requests = new ArrayList<>();
        private final Promise<List<Response>> replies = Promise.promise();
    }

    private final Map<RedisLink, Batch> batches = new LinkedHashMap<>();

    /** Adds a command. {@return its reply; it fails if any command to that link does} */
    Future<Response> add(RedisLink link, Request request) {
        Batch batch = batches.computeIfAbsent(link, l -> new Batch());
        int index = batch.requests.size();
        batch.requests.add(request);
        return batch.replies.future().map(replies -> replies.get(index));
    }

    void send() {
        batches.forEach((link, batch) -> link.sendAll(batch.requests).onComplete(batch.replies));
    }
}
