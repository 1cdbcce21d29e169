package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * The way of commands to Redis over one connection. Publishes that wait go out together, in one system call; what one thread
 * sends stays in order. Of the commands that wait for their replies there are never more than the client takes.
 */
final class Pipeline {

    /** Publishes in one write: enough to pay for the system call, too few to hold up what comes after. */
    private static final int BATCH = 256;

    /** Below {@code quarkus.redis.max-waiting-handlers}, 2048 by default, beyond which the client refuses commands. */
    private static final int IN_FLIGHT = 1024;

    /** Commands that may wait here. Sessions have bounds of their own; this one is for the server API. */
    private static final int LIMIT = 1 << 17;

    private record Waiting(Request request, Promise<Response> reply) {
        boolean isPublish() {
            return request.command() == Command.PUBLISH;
        }
    }

    private final Context context;
    private final RedisConnection connection;
    private final Consumer<String> onNotWritable;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;
    private int inFlight;

    /** {@code onNotWritable} gets the server's words, on any thread, when it refuses a command because it takes no writes. */
    Pipeline(Context context, RedisConnection connection, Consumer<String> onNotWritable) {
        this.context = context;
        this.connection = connection;
        this.onNotWritable = onNotWritable;
    }

    /** From any thread; the reply comes on any thread. */
    Future<Response> send(Request request) {
        if (closed) {
            return Future.failedFuture(LinkDownException.down());
        }
        if (size.incrementAndGet() > LIMIT) {
            size.decrementAndGet();
            return Future.failedFuture(new LinkDownException(false, "too many commands wait for Redis"));
        }
        Promise<Response> reply = Promise.promise();
        queue.add(new Waiting(request, reply));
        schedule();
        return reply.future();
    }

    /** From any thread, at most {@link #BATCH} of them, in one write; fails as a whole. The replies come on any thread. */
    Future<List<Response>> sendAll(List<Request> requests) {
        Promise<List<Response>> replies = Promise.promise();
        context.runOnContext(v -> {
            if (closed) {
                replies.fail(LinkDownException.down());
                return;
            }
            inFlight += requests.size();
            connection.batch(requests).onComplete(result -> {
                replied(requests.size());
                if (result.succeeded()) {
                    replies.complete(result.result());
                } else {
                    replies.fail(failure(result.cause()));
                }
            });
        });
        return replies.future();
    }

    /** On the link's event loop: nothing goes out any more, and what has not gone out yet did not happen. */
    void close() {
        closed = true;
        failWaiting();
    }

    private void failWaiting() {
        for (Waiting next = poll(); next != null; next = poll()) {
            next.reply().fail(LinkDownException.down());
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            context.runOnContext(v -> drain());
        }
    }

    private void drain() {
        scheduled.set(false);
        if (closed) {
            failWaiting();
            return;
        }
        while (inFlight < IN_FLIGHT && !queue.isEmpty()) {
            List<Waiting> publishes = pollPublishes();
            if (publishes.size() > 1) {
                batch(publishes);
            } else {
                single(publishes.isEmpty() ? poll() : publishes.get(0));
            }
        }
    }

    private List<Waiting> pollPublishes() {
        List<Waiting> publishes = new ArrayList<>();
        for (Waiting next = queue.peek(); next != null && next.isPublish() && publishes.size() < BATCH; next = queue.peek()) {
            publishes.add(poll());
        }
        return publishes;
    }

    private Waiting poll() {
        Waiting next = queue.poll();
        if (next != null) {
            size.decrementAndGet();
        }
        return next;
    }

    private void single(Waiting command) {
        inFlight++;
        connection.send(command.request()).onComplete(result -> {
            replied(1);
            answer(command, result, result.result());
        });
    }

    private void batch(List<Waiting> commands) {
        List<Request> requests = new ArrayList<>(commands.size());
        commands.forEach(command -> requests.add(command.request()));
        inFlight += commands.size();
        connection.batch(requests).onComplete(result -> {
            replied(commands.size());
            for (int i = 0; i < commands.size(); i++) {
                answer(commands.get(i), result, result.failed() ? null : result.result().get(i));
            }
        });
    }

    private void answer(Waiting command, AsyncResult<?> outcome, Response response) {
        if (outcome.succeeded()) {
            command.reply().complete(response);
        } else {
            command.reply().fail(failure(outcome.cause()));
        }
    }

    private Throwable failure(Throwable cause) {
        if (Script.isMissing(cause)) {
            return cause;
        }
        String message = String.valueOf(cause.getMessage());
        if (RedisError.isNotWritable(message)) {
            onNotWritable.accept(message);
        }
        return RedisError.failure(message);
    }

    private void replied(int count) {
        context.runOnContext(v -> {
            inFlight -= count;
            if (!queue.isEmpty()) {
                drain();
            }
        });
    }
}
