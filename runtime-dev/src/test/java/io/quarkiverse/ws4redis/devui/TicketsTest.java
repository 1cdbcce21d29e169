package io.quarkiverse.ws4redis.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.WsCredentials;

class TicketsTest {

    private static final WsCredentials ALICE = WsCredentials.of("member", "alice");

    private final AtomicLong now = new AtomicLong();
    private final Tickets tickets = new Tickets(now::get);

    @Test
    void aTicketIsGoodOnce() {
        String ticket = tickets.issue(ALICE);
        assertThat(tickets.redeem(ticket)).isEqualTo(ALICE);
        assertThat(tickets.redeem(ticket)).isNull();
    }

    @Test
    void aTicketThatWasNotIssuedIsNone() {
        tickets.issue(ALICE);
        assertThat(tickets.redeem("")).isNull();
        assertThat(tickets.redeem("a guess")).isNull();
    }

    @Test
    void aTicketIsGoodForHalfAMinute() {
        String ticket = tickets.issue(ALICE);
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(tickets.redeem(ticket)).isNull();
    }

    @Test
    void ofManyTicketsTheOldestAreForgotten() {
        String first = tickets.issue(ALICE);
        for (int i = 0; i < 100; i++) {
            tickets.issue(ALICE);
        }
        assertThat(tickets.redeem(first)).isNull();
    }
}
