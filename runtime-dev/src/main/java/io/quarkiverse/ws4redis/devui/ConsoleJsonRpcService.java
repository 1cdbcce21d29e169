package io.quarkiverse.ws4redis.devui;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsCredentials;

/** What the console asks. */
@Singleton
public final class ConsoleJsonRpcService {

    private final Tickets tickets;

    @Inject
    ConsoleJsonRpcService(Tickets tickets) {
        this.tickets = tickets;
    }

    /**
     * Lets the console be somebody.
     *
     * @param kind the kind of the identity
     * @param pk its pk
     * @param uuid its uuid; empty for the pk
     * @return the {@code auth} request that makes a connection this identity, once and within half a minute
     */
    public AuthRequest impersonate(String kind, String pk, String uuid) {
        WsCredentials who = WsCredentials.of(kind, pk);
        return new AuthRequest("auth", ConsoleAuthenticator.KIND,
                tickets.issue(uuid == null || uuid.isEmpty() ? who : who.uuid(uuid)));
    }

    record AuthRequest(String action, String kind, String ticket) {
    }
}
