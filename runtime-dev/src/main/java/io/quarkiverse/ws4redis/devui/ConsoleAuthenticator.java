package io.quarkiverse.ws4redis.devui;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.dispatch.Authenticator;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkus.runtime.LaunchMode;

/** Authenticates the console by its {@link Tickets}. It has no hooks: nobody comes online who does not exist. */
@Singleton
final class ConsoleAuthenticator implements Authenticator {

    static final String KIND = "ws4redis-dev-ui";

    private final Tickets tickets;

    @Inject
    ConsoleAuthenticator(Tickets tickets) {
        // The build sees to it already. But it would be anybody's key to everything.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            throw new IllegalStateException("the console of the Dev UI is for dev mode only");
        }
        this.tickets = tickets;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Execution authExecution() {
        return Execution.EVENT_LOOP;
    }

    @Override
    public Object authenticate(WsAuthRequest request) {
        return request.text("ticket").map(tickets::redeem).orElse(null);
    }
}
