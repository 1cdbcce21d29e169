package io.quarkiverse.ws4redis.test.faults;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * A link that can be broken: a TCP proxy on a loopback port, after the model of Toxiproxy. What it is told holds for the
 * connections there are and for new ones, until {@link #heal}. May be told from any thread, and has done it on return.
 */
public final class BreakableLink implements AutoCloseable {

    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));

    private final Context context = VERTX.getOrCreateContext();
    private final NetServer server;
    private final NetClient client = VERTX.createNetClient();
    private final Set<LinkConnection> connections = new HashSet<>();
    private final LinkState state = new LinkState();
    private volatile int target;
    private boolean refusing;

    private BreakableLink(int target) {
        this.target = target;
        this.server = VERTX.createNetServer().connectHandler(this::accept);
        CompletableFuture<Void> listening = new CompletableFuture<>();
        context.runOnContext(v -> server.listen(0, "127.0.0.1").onComplete(result -> {
            if (result.succeeded()) {
                listening.complete(null);
            } else {
                listening.completeExceptionally(result.cause());
            }
        }));
        listening.join();
    }

    /** {@return a link to what listens on a loopback port, now or later} */
    public static BreakableLink to(int port) {
        return new BreakableLink(port);
    }

    /** {@return the loopback port to connect to} */
    public int port() {
        return server.actualPort();
    }

    /** New connections go to another port. */
    public void redirect(int port) {
        target = port;
    }

    /** Ends all connections; new ones are possible. */
    public void drop() {
        run(this::closeAll);
    }

    /** Ends all connections, and new ones as soon as they are made. */
    public void cut() {
        run(() -> {
            refusing = true;
            closeAll();
        });
    }

    /** Nothing passes in either direction, not even an end, and nothing is lost: a black hole that may be found to be none. */
    public void freeze() {
        run(() -> state.frozen = true);
    }

    /** Nothing passes on the connections that there are, ever, and nobody is told; new ones work. */
    public void halfOpen() {
        run(() -> connections.forEach(LinkConnection::abandon));
    }

    /** Whatever is sent arrives that much later. */
    public void delay(Duration latency) {
        run(() -> state.delayMillis = latency.toMillis());
    }

    /** No more than that many bytes in a second, for each connection and direction. */
    public void throttle(int bytesPerSecond) {
        run(() -> state.bytesPerSecond = bytesPerSecond);
    }

    /** Everything passes again at once. Connections that were left half open end. */
    public void heal() {
        run(() -> {
            refusing = false;
            state.reset();
            Set.copyOf(connections).stream().filter(LinkConnection::isAbandoned).forEach(LinkConnection::close);
        });
    }

    @Override
    public void close() {
        cut();
        server.close();
        client.close();
    }

    private void accept(NetSocket near) {
        if (refusing) {
            near.close();
            return;
        }
        near.pause();
        Promise<Void> nearEnd = Promise.promise();
        near.closeHandler(nearEnd::complete);
        client.connect(target, "127.0.0.1").onSuccess(far -> {
            if (refusing) {
                near.close();
                far.close();
                return;
            }
            LinkConnection connection = new LinkConnection(context.owner(), near, far, state, connections::remove);
            connections.add(connection);
            connection.start(nearEnd.future());
        }).onFailure(e -> near.close());
    }

    private void closeAll() {
        Set.copyOf(connections).forEach(LinkConnection::close);
    }

    /** All state is touched on one event loop. */
    private void run(Runnable order) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(v -> {
            order.run();
            done.complete(null);
        });
        done.join();
    }
}
