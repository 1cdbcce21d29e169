package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.netty.buffer.PooledByteBufAllocator;

/**
 * Whatever two users send to one node. Each line of an input is a frame: the bits of its first byte say whose ({@code a} is
 * Alice, {@code b} is Bob) and of which kind (binary for {@code A} and {@code B}), and an empty one has the client leave and come
 * again. Tries the inputs kept in the test resources; see CONTRIBUTING for how to look for new ones.
 */
class SessionNodeFuzzTest {

    private static final int LINES = 40;
    private static final int BYTES_PER_LINE = 1 << 18;

    private static SessionNode node;
    private static Errors errors;
    private static int inputs;

    @BeforeAll
    static void start() {
        node = new SessionNode(Map.of("limits.max-message-size", "2K", "limits.max-subscriptions", "8", "limits.max-pks", "8",
                "limits.max-json-depth", "8", "limits.max-pending", "8"));
        errors = new Errors();
    }

    @AfterAll
    static void stop() {
        errors.close();
        node.close();
    }

    @FuzzTest(maxDuration = "20s")
    void nobodyGetsWhatIsNotForHim(byte[] input) {
        // A world of its own: what was kept of another input is not seen.
        String facility = "f" + inputs++;
        FuzzedClient alice = new FuzzedClient(node, facility, "alice");
        FuzzedClient bob = new FuzzedClient(node, facility, "bob");
        FuzzedClient sender = null;
        int sent = 0;
        int from = 0;
        for (int line = 0; line < LINES && from < input.length; line++) {
            FuzzedClient next = (input[from] & 1) == 1 ? alice : bob;
            if (sender != next) {
                check(sender, next, sent);
                sender = next;
                sent = 0;
            }
            int to = endOfLine(input, from);
            sender.send(Arrays.copyOfRange(input, from + 1, to), (input[from] & 0x20) == 0);
            sent++;
            from = to + 1;
        }
        check(sender, sender == alice ? bob : alice, sent);
        node.closeAll();
        assertNothingIsLeft();
    }

    private static int endOfLine(byte[] input, int from) {
        int to = from + 1;
        while (to < input.length && input[to] != '\n') {
            to++;
        }
        return Math.min(to, input.length);
    }

    private static void check(FuzzedClient sender, FuzzedClient other, int sent) {
        if (sender != null) {
            node.settle();
            assertThat(sender.assertAnswered()).isLessThanOrEqualTo((long) sent * BYTES_PER_LINE);
            other.assertUndisturbedBy(sender);
        }
    }

    private static void assertNothingIsLeft() {
        assertThat(node.index.all()).isEmpty();
        assertThat(node.index.identity("member", "7")).isEmpty();
        assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).as("bytes of frames").isZero();
        assertThat(node.escaped).isEmpty();
        assertThat(errors.records).isEmpty();
    }

    /** What the log has of level ERROR: an exception that escaped is among it, and one that the application threw. */
    private static final class Errors extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("io.quarkiverse.ws4redis");
        private final Queue<String> records = new ConcurrentLinkedQueue<>();

        Errors() {
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord entry) {
            boolean intended = entry.getThrown() != null && TestApplication.SECRET.equals(entry.getThrown().getMessage());
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue() && !intended) {
                records.add(entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            logger.setUseParentHandlers(true);
            logger.removeHandler(this);
        }
    }
}
