package io.quarkiverse.ws4redis.devui;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsCredentials;

/**
 * Lets the console connect as somebody who need not exist: each ticket is good for one authentication, for half a minute.
 * Thread-safe.
 */
@Singleton
final class Tickets {

    private static final long LIFE = TimeUnit.SECONDS.toNanos(30);
    private static final int LIMIT = 100;

    private record Ticket(WsCredentials who, long issued) {
    }

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Ticket> tickets = new LinkedHashMap<>();
    private final LongSupplier nanoTime;

    @Inject
    Tickets() {
        this(System::nanoTime);
    }

    Tickets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** {@return a ticket for these credentials} */
    synchronized String issue(WsCredentials who) {
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        if (tickets.size() == LIMIT) {
            tickets.remove(tickets.keySet().iterator().next());
        }
        tickets.put(ticket, new Ticket(who, nanoTime.getAsLong()));
        return ticket;
    }

    /** {@return the credentials that the ticket was issued for; {@code null} if it was not, or is used or too old} */
    synchronized WsCredentials redeem(String ticket) {
        Ticket found = tickets.remove(ticket);
        return found == null || nanoTime.getAsLong() - found.issued() > LIFE ? null : found.who();
    }
}
