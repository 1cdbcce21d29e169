package io.quarkiverse.ws4redis.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * One Lua script of ours: called by its digest, sent again whenever Redis does not know it (any more). Where the order of calls
 * matters, {@link Topology#preload} sees to it that Redis knows it from the beginning.
 */
final class Script {

    private static final String FOLDER = "/META-INF/ws4redis/lua/";

    private final String text;
    private final String digest;

    /** A script that consists of these files, one after the other. */
    Script(String... names) {
        text = Stream.of(names).map(Script::read).collect(Collectors.joining("\n"));
        try {
            // What EVALSHA identifies a script by: it is no matter of security.
            digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(FOLDER + name + ".lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }

    Future<Response> call(Topology redis, String key, List<String> arguments) {
        return call(redis, List.of(key), arguments);
    }

    Future<Response> call(Topology redis, List<String> keys, List<String> arguments) {
        String key = keys.get(0);
        return redis.send(key, request(Command.EVALSHA, digest, keys, arguments))
                .recover(e -> isMissing(e)
                        ? redis.send(key, request(Command.EVAL, text, keys, arguments))
                        : Future.failedFuture(e));
    }

    /** A call whose arguments depend on which server gets it: see {@link Topology#send(String, Function)}. */
    Future<Response> call(Topology redis, List<String> keys, Function<String, List<String>> arguments) {
        String key = keys.get(0);
        return redis.send(key, servers -> request(Command.EVALSHA, digest, keys, arguments.apply(servers)))
                .recover(e -> isMissing(e)
                        ? redis.send(key, servers -> request(Command.EVAL, text, keys, arguments.apply(servers)))
                        : Future.failedFuture(e));
    }

    /** What one of several calls is about. */
    record Call(List<String> keys, List<String> arguments) {

        private String key() {
            return keys.get(0);
        }
    }

    /** Many calls in few writes, which may be done again: for scripts that may run twice. */
    List<Future<Response>> callAll(Topology redis, List<Call> calls) {
        List<Future<Response>> replies = redis.sendAll(calls.stream().map(call -> new Topology.Keyed(call.key(),
                request(Command.EVALSHA, digest, call.keys(), call.arguments()))).toList());
        List<Future<Response>> complete = new ArrayList<>(replies.size());
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            complete.add(replies.get(i).recover(e -> isMissing(e)
                    ? redis.send(call.key(), request(Command.EVAL, text, call.keys(), call.arguments()))
                    : Future.failedFuture(e)));
        }
        return complete;
    }

    static boolean isMissing(Throwable failure) {
        return RedisError.is(failure, "NOSCRIPT");
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }
}
