package io.quarkiverse.ws4redis.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/** A command as one would type it. */
public final class RedisCommand {

    private RedisCommand() {
    }

    /** {@return the reply as it is on the wire} */
    public static String send(RedisProcess redis, String inline) {
        try (Socket socket = new Socket("127.0.0.1", redis.port())) {
            socket.getOutputStream().write((inline + "\r\n").getBytes(StandardCharsets.US_ASCII));
            // A sentinel knows no QUIT.
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
