package io.quarkiverse.ws4redis.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Lets tests in another language, in a process of their own, break a node and its Redis: HTTP on a loopback port. */
final class RemoteControl implements AutoCloseable {

    private final HttpServer server;

    RemoteControl(WsTestNode node, RedisProcess redis) {
        Map<String, Runnable> commands = Map.of(
                "/node/kill", node::kill,
                "/node/terminate", () -> {
                    node.terminate();
                    node.awaitExit();
                },
                "/node/start", node::restart,
                "/redis/restart", () -> {
                    redis.restart();
                    node.awaitReady(true);
                },
                "/redis/cut", () -> redis.send("CLIENT KILL TYPE pubsub"));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands.forEach((path, command) -> server.createContext(path, exchange -> answer(exchange, () -> {
            command.run();
            return "";
        })));
        server.createContext("/token", exchange -> answer(exchange, () -> {
            List<String> userAndSeconds = List.of(exchange.getRequestURI().getQuery().split(","));
            return Tokens.of(Long.parseLong(userAndSeconds.get(0)),
                    Duration.ofSeconds(Long.parseLong(userAndSeconds.get(1))));
        }));
        server.start();
    }

    /** {@return the address: {@code POST} to {@code /node/kill} and the others, {@code GET /token?user,seconds}} */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Supplier<String> command) throws IOException {
        int status = 200;
        String text;
        try {
            text = command.get();
        } catch (RuntimeException | AssertionError e) {
            status = 500;
            text = e.toString();
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
