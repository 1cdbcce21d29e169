package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * The two connections of one attempt to have a link: one that subscribes and one that sends. What happens to them is told
 * until they are closed, and nothing after. On the links' event loop.
 */
final class Connections {

    private final LinkContext context;
    private final Redis redis;
    private final Consumer<Response> onReply;
    private final Consumer<String> onLost;
    private final List<RedisConnection> opened = new ArrayList<>(2);
    private RedisConnection in;
    private Pipeline out;
    private boolean closed;

    /** {@code onReply} gets what arrives at the subscriber; {@code onLost} why one of them is of no use any more. */
    Connections(LinkContext context, Redis redis, Consumer<Response> onReply, Consumer<String> onLost) {
        this.context = context;
        this.redis = redis;
        this.onReply = onReply;
        this.onLost = onLost;
    }

    /** Connects; {@code ready} gets the way out when both are there. */
    void open(Consumer<Pipeline> ready) {
        connect(inbound -> {
            in = inbound;
            in.handler(reply -> context.runHere(() -> {
                if (!closed) {
                    onReply.accept(reply);
                }
            }));
            connect(outbound -> {
                // An UNSUBSCRIBE from nothing marks the connection as one that the client's pool must not give to others.
                outbound.handler(reply -> context.run(() -> {
                    if (!closed && out == null) {
                        out = new Pipeline(context.loop(), outbound, this::lost);
                        ready.accept(out);
                    }
                }));
                outbound.send(Request.cmd(Command.UNSUBSCRIBE));
            });
        });
    }

    private void connect(Consumer<RedisConnection> use) {
        // A client without hosts throws where one without a server fails: to us it is the same.
        Future.succeededFuture().compose(v -> redis.connect()).onComplete(result -> context.run(() -> {
            if (result.failed()) {
                lost(result.cause().getMessage());
            } else if (closed) {
                result.result().close();
            } else {
                opened.add(result.result());
                result.result().exceptionHandler(e -> lost(e.getMessage()));
                result.result().endHandler(v -> lost("connection closed"));
                use.accept(result.result());
            }
        }));
    }

    private void lost(String why) {
        context.run(() -> {
            if (!closed) {
                onLost.accept(String.valueOf(why));
            }
        });
    }

    /** Sends a command to which the answer comes as a reply of its own. */
    void subscriber(Request request) {
        in.send(request);
    }

    void close() {
        closed = true;
        if (out != null) {
            out.close();
        }
        opened.forEach(Connections::discard);
    }

    private static void discard(RedisConnection connection) {
        connection.handler(null);
        connection.exceptionHandler(null);
        connection.endHandler(null);
        connection.close();
    }
}
