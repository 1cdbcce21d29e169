package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.hamcrest.Matchers;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.restassured.RestAssured;

/** The packaged application, or the native executable where there is one, as a process of its own. */
public final class Node implements AutoCloseable {

    /** Within this time after its death a node's connections are offline for the others. */
    static final Duration PRESENCE_EXPIRY = Duration.ofSeconds(3);

    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final String name;
    private final int port;
    private final List<String> command;
    private Process process;

    private Node(String name, int port, List<String> command) {
        this.name = name;
        this.port = port;
        this.command = command;
    }

    /**
     * Starts a node and waits until it is ready.
     *
     * @param name also the name of its log in {@code target}
     * @param redis its Redis, unless the options say another
     * @param options further options, which win over those that every node has
     * @return the node
     */
    public static Node start(String name, RedisProcess redis, String... options) {
        Path executable = Path.of(System.getProperty("native.image.path"));
        return Files.isExecutable(executable)
                ? start(name, redis, List.of(executable.toString()), List.of(), options)
                : startJar(APPLICATION, name, redis, options);
    }

    /** Another application of this project: its {@code quarkus-run.jar}. */
    static Node startJar(Path jar, String name, RedisProcess redis, String... options) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return start(name, redis, List.of(java), List.of("-jar", jar.toString()), options);
    }

    private static Node start(String name, RedisProcess redis, List<String> executable, List<String> jar, String... options) {
        try {
            int port = freePort();
            List<String> command = new ArrayList<>(executable);
            command.addAll(List.of("-Xmx256m", "-Dquarkus.http.port=" + port, "-Dquarkus.redis.hosts=" + redis.url(),
                    "-Dquarkus.datasource.jdbc.url=jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1",
                    // What comes first on a busy machine may take longer than the defaults allow.
                    "-Dquarkus.datasource.jdbc.acquisition-timeout=60S", "-Dquarkus.ws4redis.auth.reminder=60S",
                    "-Dquarkus.ws4redis.auth.deadline=120S",
                    "-Dquarkus.ws4redis.presence.expiry=" + PRESENCE_EXPIRY.toSeconds() + "S",
                    "-Dquarkus.ws4redis.presence.refresh=1S", "-Dquarkus.ws4redis.redis.timeout=1S",
                    "-Dquarkus.ws4redis.redis.probe-interval=500MS", "-Dquarkus.ws4redis.redis.reconnect-max=500MS"));
            command.addAll(List.of(options));
            command.addAll(jar);
            Files.deleteIfExists(log(name));
            Node node = new Node(name, port, command);
            node.run();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log(name).toFile())).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady(true);
    }

    /** Starts a node that has ended again, at the same address. */
    void restart() {
        try {
            run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where clients connect to} */
    public URI ws() {
        return URI.create("http://127.0.0.1:" + port + "/ws");
    }

    WsClient connect() {
        return WsClient.connect(ws());
    }

    /** Sends JSON, which must succeed. */
    public void post(String path, String body) {
        RestAssured.given().contentType("application/json").body(body).post(ws().resolve(path)).then().statusCode(
                Matchers.lessThan(300));
    }

    /** {@return whether it was answered with success} */
    boolean tryPost(String path, String body) {
        return RestAssured.given().contentType("application/json").body(body).post(ws().resolve(path)).statusCode() < 300;
    }

    /** {@return the body of the answer} */
    public String get(String path) {
        return RestAssured.get(ws().resolve(path)).then().extract().asString();
    }

    boolean isReady() {
        try {
            return RestAssured.get(ws().resolve("/q/health/ready")).statusCode() == 200;
        } catch (Exception e) {
            return false;
        }
    }

    /** Waits for a state of its readiness. */
    public void awaitReady(boolean ready) {
        await().atMost(Duration.ofSeconds(120)).until(() -> isReady() == ready);
    }

    /** {@code kill -9} */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** {@code kill}: the node may take its time. */
    public void terminate() {
        process.destroy();
    }

    /** Freezes the process (SIGSTOP): its sockets stay open, nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** Thaws a frozen process. */
    public void resume() {
        signal("CONT");
    }

    /** {@return the process id} */
    public long pid() {
        return process.pid();
    }

    /** Waits until the process has ended. */
    public void awaitExit() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has written to its log, also after its end. */
    String log() {
        try {
            return Files.readString(log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
            assertThat(status).as("status of kill -%s", signal).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path log(String name) {
        return Path.of("target", name + ".log");
    }

    @Override
    public void close() {
        kill();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
