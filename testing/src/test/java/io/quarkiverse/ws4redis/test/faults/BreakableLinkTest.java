package io.quarkiverse.ws4redis.test.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;

/** A link that is said to be broken is. At the other end everything comes back. */
class BreakableLinkTest {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SILENCE_MILLIS = 150;

    private final Vertx vertx = Vertx.vertx();
    private BreakableLink link;
    private Socket socket;

    @BeforeEach
    void connect() throws IOException {
        NetServer echo = vertx.createNetServer().connectHandler(peer -> peer.handler(peer::write))
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        link = BreakableLink.to(echo.actualPort());
        socket = newSocket();
        say(socket, "hello");
        assertThat(hear(socket, 5)).isEqualTo("hello");
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        link.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aFrozenLinkLosesNothing() throws IOException {
        link.freeze();
        say(socket, "first");
        assertSilent(socket);
        say(socket, "second");
        link.heal();
        assertThat(hear(socket, 11)).isEqualTo("firstsecond");
    }

    @Test
    void aHalfOpenConnectionIsSilentUntilItEnds() throws IOException {
        link.halfOpen();
        say(socket, "lost");
        assertSilent(socket);
        try (Socket other = newSocket()) {
            say(other, "new");
            assertThat(hear(other, 3)).isEqualTo("new");
            link.heal();
            assertEnded(socket);
            say(other, "still");
            assertThat(hear(other, 5)).isEqualTo("still");
        }
    }

    @Test
    void aCutLinkEndsAllConnectionsUntilItIsMended() throws IOException {
        link.cut();
        assertEnded(socket);
        try (Socket other = newSocket()) {
            assertEnded(other);
        }
        link.heal();
        try (Socket other = newSocket()) {
            say(other, "new");
            assertThat(hear(other, 3)).isEqualTo("new");
        }
    }

    @Test
    void aDroppedConnectionCanBeMadeAgain() throws IOException {
        link.drop();
        assertEnded(socket);
        try (Socket other = newSocket()) {
            say(other, "new");
            assertThat(hear(other, 3)).isEqualTo("new");
        }
    }

    @Test
    void aSlowLinkTakesItsTime() throws IOException {
        link.delay(Duration.ofMillis(100));
        long start = System.nanoTime();
        say(socket, "slow");
        assertThat(hear(socket, 4)).isEqualTo("slow");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aNarrowLinkTakesItsTimeForEachByte() throws IOException {
        link.throttle(10_000);
        long start = System.nanoTime();
        String much = "x".repeat(5_000);
        say(socket, much);
        assertThat(hear(socket, much.length())).isEqualTo(much);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    private Socket newSocket() throws IOException {
        Socket made = new Socket("127.0.0.1", link.port());
        made.setSoTimeout(PATIENCE_MILLIS);
        return made;
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket from, int length) throws IOException {
        return new String(from.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    private static void assertEnded(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
}
