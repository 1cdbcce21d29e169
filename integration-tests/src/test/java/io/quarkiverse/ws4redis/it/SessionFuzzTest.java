package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * Whatever one user sends, another one's connection does not notice. The seeds are fixed; {@code -Dfuzz.seed} and
 * {@code -Dfuzz.sessions} give others and more.
 */
@QuarkusTest
class SessionFuzzTest {

    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);
    private static final int SESSIONS = Integer.getInteger("fuzz.sessions", 150);
    private static final long MEMORY = 64L << 20;

    @Inject
    Metrics metrics;

    @Inject
    Ws4Redis ws;

    @InjectWs4RedisClient
    WsTestClients clients;

    @TestHTTPResource("/ws/events")
    URI uri;

    @Test
    void noOtherUserNoticesWhatIsSentAndNothingIsLeftOfIt() {
        await().until(() -> metrics.openConnections() == 0);
        try (Errors errors = new Errors(); WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("group", 2);
            String token = Tokens.of(8);
            run(alice, token, LongStream.range(FIRST_SEED, FIRST_SEED + 10), errors);
            long before = usedMemory();
            run(alice, token, LongStream.range(FIRST_SEED + 10, FIRST_SEED + SESSIONS), errors);
            await().atMost(Duration.ofSeconds(60)).until(() -> usedMemory() < before + MEMORY);
        }
    }

    private void run(WsTestClient alice, String token, LongStream seeds, Errors errors) {
        seeds.forEach(seed -> {
            List<byte[]> parts = new SessionFuzzer(seed).parts(token);
            try (RawWebSocket bob = seed % 3 == 0 ? RawWebSocket.connect(uri, parts.get(0)) : RawWebSocket.connect(uri)) {
                for (byte[] part : parts.subList(seed % 3 == 0 ? 1 : 0, parts.size())) {
                    if (!bob.write(part)) {
                        break;
                    }
                }
                assertUndisturbed(alice, seed);
            }
            await("what seed " + seed + " has opened is closed").atMost(Duration.ofSeconds(60))
                    .until(() -> metrics.openConnections() == 1);
            assertUndisturbed(alice, seed);
            assertThat(errors.records).as("errors in the log, seed %d", seed).isEmpty();
        });
    }

    private void assertUndisturbed(WsTestClient alice, long seed) {
        ws.sendToUserAndAwait("alice", Map.of("seed", seed));
        alice.expect("{\"channel\":\"user\",\"pk\":\"alice\",\"message\":{\"seed\":" + seed + "}}");
        alice.send("{\"action\":\"publish\",\"channel\":\"group\",\"pk\":2,\"message\":" + seed + "}")
                .expect("{\"channel\":\"group\",\"pk\":\"2\",\"message\":" + seed + "}")
                .expectNothingMore();
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** What the log has of level ERROR: an exception that escaped is among it. */
    private static final class Errors extends Handler implements AutoCloseable {

        private final Queue<String> records = new ConcurrentLinkedQueue<>();

        Errors() {
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                records.add(entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }
}
