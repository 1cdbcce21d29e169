package io.quarkiverse.ws4redis.redisprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class RedisProcessTest {

    @Test
    void itAnswersUntilItIsStoppedAndAgainAfterARestart() throws IOException {
        try (RedisProcess redis = RedisProcess.start(0)) {
            assertThat(ask(redis, "SET k v")).isEqualTo("+OK");
            redis.stop();
            assertThat(redis.isAlive()).isFalse();
            assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(IOException.class);
            redis.restart();
            assertThat(ask(redis, "GET k")).as("empty after a restart").isEqualTo("$-1");
        }
    }

    @Test
    void aSentinelWatchesAMasterAlsoAfterARestart() throws IOException {
        try (RedisProcess redis = RedisProcess.start(0);
                RedisProcess sentinel = RedisProcess.startSentinel("sentinel monitor main 127.0.0.1 " + redis.port() + " 1")) {
            assertThat(ask(sentinel, "SENTINEL CKQUORUM main")).startsWith("+OK");
            sentinel.restart();
            assertThat(ask(sentinel, "SENTINEL CKQUORUM main")).startsWith("+OK");
        }
    }

    @Test
    void aPausedServerDoesNotAnswer() throws IOException {
        try (RedisProcess redis = RedisProcess.start(0)) {
            redis.pause();
            assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(SocketTimeoutException.class);
            assertThat(redis.isAlive()).isTrue();
            redis.resume();
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void aPortInUseAndAWrongOptionAreToldWithTheServersWords() {
        try (RedisProcess redis = RedisProcess.start(0)) {
            assertThatThrownBy(() -> RedisProcess.start(redis.port())).isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Address already in use");
        }
        assertThatThrownBy(() -> RedisProcess.start(0, "--nonsense", "1")).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void thePackagedBinaryIsAServerToo() throws IOException {
        Process version = new ProcessBuilder(RedisBinary.packaged().toString(), "--version").start();
        assertThat(new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("Redis server v=");
    }

    private static String ask(RedisProcess redis, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        }
    }
}
