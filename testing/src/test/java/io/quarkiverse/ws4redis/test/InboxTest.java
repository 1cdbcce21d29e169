package io.quarkiverse.ws4redis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox(Duration.ofMillis(50));

    @Test
    void whatIsTakenOutOfOrderLeavesTheOthersInOrder() {
        for (String text : new String[]{"a", "b", "c"}) {
            inbox.add(text(text));
        }
        assertThat(inbox.take("b", frame -> frame.text().equals("b"))).isEqualTo(text("b"));
        assertThat(inbox.drain()).containsExactly(text("a"), text("c"));
    }

    @Test
    void whatDoesNotComeIsAFailureThatSaysWhatDid() {
        inbox.add(text("a"));
        assertThatThrownBy(() -> inbox.take("b", frame -> false)).isInstanceOf(AssertionError.class)
                .hasMessage("expected b within PT0.05S; what has come: [a]");
        assertThatThrownBy(inbox::awaitClose).isInstanceOf(AssertionError.class).hasMessageStartingWith("expected a close");
    }

    @Test
    void afterTheEndNothingIsWaitedFor() {
        inbox.add(text("a"));
        inbox.closed(4003);
        assertThat(inbox.next()).isEqualTo(text("a"));
        assertThatThrownBy(inbox::next).hasMessage("expected a frame, but the connection was closed with 4003");
        assertThat(inbox.awaitClose()).isEqualTo(4003);
    }

    private static WsTestFrame text(String text) {
        return new WsTestFrame(WsTestFrame.Kind.TEXT, text);
    }
}
