package io.quarkiverse.ws4redis.it;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.security.identity.SecurityIdentity;

/** Open to those whose token says that they are guests. */
@ApplicationScoped
@WsChannel("hall")
public class Hall {

    private final SecurityIdentity identity;

    Hall(SecurityIdentity identity) {
        this.identity = identity;
    }

    boolean canSubscribeTo() {
        return identity.hasRole("guest");
    }
}
