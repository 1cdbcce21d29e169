package io.quarkiverse.ws4redis.benchmarks.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** One SUBSCRIBE connection and one PUBLISH connection for the whole process, both on one event loop. */
final class RedisHub {
    private final Context context;
    private final Map<String, Integer> users = new HashMap<>();
    private final Map<String, Future<Response>> subscribed = new HashMap<>();
    private final Queue<Request> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private RedisConnection in;
    private RedisConnection out;

    RedisHub(Context context) {
        this.context = context;
    }

    /** The consumer runs on the hub's event loop, once per message. */
    Future<Void> connect(Vertx vertx, String url, BiConsumer<String, Buffer> onMessage) {
        Promise<Void> ready = Promise.promise();
        context.runOnContext(v -> {
            Redis redis = Redis.createClient(vertx, new RedisOptions().setConnectionString(url)
                    .setMaxWaitingHandlers(1 << 20).setMaxPoolSize(4));
            redis.connect().compose(c -> {
                in = c;
                in.handler(r -> {
                    if (r.size() == 3 && "message".equals(r.get(0).toString())) {
                        onMessage.accept(r.get(1).toString(), r.get(2).toBuffer());
                    }
                });
                return redis.connect();
            }).onSuccess(c -> out = c).<Void>mapEmpty().onComplete(ready);
        });
        return ready.future();
    }

    Future<Void> subscribe(String topic) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> {
            users.merge(topic, 1, Integer::sum);
            subscribed.computeIfAbsent(topic, t -> in.send(Request.cmd(Command.SUBSCRIBE).arg(t)))
                    .<Void>mapEmpty().onComplete(done);
        });
        return done.future();
    }

    void unsubscribe(String topic) {
        context.runOnContext(v -> {
            if (users.merge(topic, -1, Integer::sum) == 0) {
                users.remove(topic);
                subscribed.remove(topic);
                in.send(Request.cmd(Command.UNSUBSCRIBE).arg(topic));
            }
        });
    }

    /** What comes while others wait for their turn goes to Redis with them, in one write. */
    void publish(String topic, String payload) {
        waiting.add(Request.cmd(Command.PUBLISH).arg(topic).arg(payload));
        if (scheduled.compareAndSet(false, true)) {
            context.runOnContext(v -> send());
        }
    }

    private void send() {
        scheduled.set(false);
        List<Request> batch = new ArrayList<>();
        for (Request r; (r = waiting.poll()) != null;) {
            batch.add(r);
        }
        if (batch.size() == 1) {
            out.send(batch.get(0));
        } else if (!batch.isEmpty()) {
            out.batch(batch);
        }
    }
}
