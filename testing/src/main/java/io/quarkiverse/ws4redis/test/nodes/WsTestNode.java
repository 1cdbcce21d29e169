package io.quarkiverse.ws4redis.test.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;

/**
 * A node of the packaged application, in a process of its own: for integration tests with several nodes, and with nodes that end,
 * hang or come back.
 *
 * <pre>{@code
 * try (RedisProcess redis = RedisProcess.start(0);
 *         WsTestNode a = WsTestNode.start("a", redis);
 *         WsTestNode b = WsTestNode.start("b", redis)) {
 *     WsTestClient alice = a.connect().auth("terminal", "tok-100").subscribe("room", 3);
 *     b.connect().auth("terminal", "tok-200").publish("room", 3, "hi");
 *     alice.expectMessage("room", 3, "\"hi\"");
 * }
 * }</pre>
 *
 * Not thread-safe.
 */
public final class WsTestNode implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT).build();

    private final NodeProcess process;
    private final URI root;

    private WsTestNode(NodeProcess process, int port) {
        this.process = process;
        this.root = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Starts a node of this module's application and waits until it is ready: the native executable that {@code native.image.path}
     * names if there is one, and else {@code target/quarkus-app}. There is neither before the phase {@code package}.
     *
     * @param name also the name of its log in {@code target}
     * @param redis its Redis
     * @param options further ones, {@code -Dname=value}, which win
     * @return the node
     */
    public static WsTestNode start(String name, RedisProcess redis, String... options) {
        return start(Packaged.here(), name, redis, options);
    }

    /**
     * Starts a node of another application and waits until it is ready.
     *
     * @param application its {@code quarkus-run.jar}, or its native executable
     * @param name also the name of its log in {@code target}
     * @param redis its Redis
     * @param options further ones, {@code -Dname=value}, which win
     * @return the node
     */
    public static WsTestNode start(Packaged application, String name, RedisProcess redis, String... options) {
        int port = NodeProcess.freePort();
        WsTestNode node = new WsTestNode(new NodeProcess(name, application.command(port, redis, options)), port);
        try {
            node.run();
        } catch (RuntimeException | AssertionError e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** Starts a node that has ended again, at the same address, and waits until it is ready. */
    public void restart() {
        run();
    }

    /** {@return where clients connect to, if {@code quarkus.ws4redis.path} is the default} */
    public URI ws() {
        return root.resolve("/ws");
    }

    /** {@return clients of this node at {@link #ws}} */
    public WsTestClients clients() {
        return WsTestClients.of(ws());
    }

    /** {@return a new client of this node at {@link #ws}, anonymous} */
    public WsTestClient connect() {
        return clients().connect();
    }

    /** {@return the body that a {@code GET} of this path, with its query, is answered with, whatever the status} */
    public String get(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).build()).body();
    }

    /** Posts JSON to a path, which must succeed. */
    public void post(String path, String json) {
        assertThat(postForStatus(path, json)).as("status of %s", path).isLessThan(300);
    }

    /** {@return the status that a {@code POST} of JSON to a path is answered with} */
    public int postForStatus(String path, String json) {
        return send(HttpRequest.newBuilder(root.resolve(path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)).build()).statusCode();
    }

    /** {@return whether its readiness check says so; without SmallRye Health, whether it answers at all} */
    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/q/health/ready")).timeout(ANSWER_LIMIT).build();
        try {
            int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
            return status == 200 || status == 404;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a state of its readiness, two minutes at the most. */
    public void awaitReady(boolean ready) {
        await().atMost(START_LIMIT).until(() -> isReady() == ready);
    }

    /** Kills it ({@code SIGKILL}). */
    public void kill() {
        process.kill();
    }

    /** Asks it to end ({@code SIGTERM}): it may take its time. */
    public void terminate() {
        process.terminate();
    }

    /** Waits until the process has ended. */
    public void awaitExit() {
        process.awaitExit();
    }

    /** Freezes the process ({@code SIGSTOP}): its sockets stay open, nothing answers. */
    public void pause() {
        process.signal("STOP");
    }

    /** Thaws a frozen process. */
    public void resume() {
        process.signal("CONT");
    }

    /** {@return the process id} */
    public long pid() {
        return process.pid();
    }

    /** {@return what it has written to its log, also after its end} */
    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        kill();
    }

    private void run() {
        process.run();
        await().atMost(START_LIMIT).until(() -> {
            assertThat(process.isAlive()).as("the node runs; its log:%n%s", log()).isTrue();
            return isReady();
        });
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
