package io.quarkiverse.ws4redis.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** One Lua script of ours: called by its digest, sent again whenever Redis does not know it (any more). */
final class Script {

    private static final String FOLDER = "/META-INF/ws4redis/lua/";

    private final String text;
    private final String digest;

    Script(String name) {
        try (InputStream in = Script.class.getResourceAsStream(FOLDER + name + ".lua")) {
            byte[] bytes = in.readAllBytes();
            text = new String(bytes, StandardCharsets.UTF_8);
            // What EVALSHA identifies a script by: it is no matter of security.
            digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Future<Response> call(RedisLink link, String key, List<String> arguments) {
        return link.send(request(Command.EVALSHA, digest, key, arguments))
                .recover(e -> isMissing(e) ? link.send(request(Command.EVAL, text, key, arguments)) : Future.failedFuture(e));
    }

    static boolean isMissing(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    private static Request request(Command command, String script, String key, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(1).arg(key);
        arguments.forEach(request::arg);
        return request;
    }
}
