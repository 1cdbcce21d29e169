package io.quarkiverse.ws4redis.session;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.dispatch.ChannelHandler;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.EntityIdentifier;

/** Finds the channel and pk of an entity. */
@Singleton
final class EntityKeys {

    record Key(String channel, String pk) {
    }

    private final DispatchRegistry registry;
    private final Instance<EntityIdentifier> identifier;

    @Inject
    EntityKeys(DispatchRegistry registry, Instance<EntityIdentifier> identifier) {
        this.registry = registry;
        this.identifier = identifier;
    }

    Key of(Object entity) {
        // Of a class and its subclass that both declare one, the subclass.
        ChannelHandler handler = registry.channels().filter(channel -> channel.type().isInstance(entity))
                .reduce((one, other) -> one.type().isAssignableFrom(other.type()) ? other : one)
                .orElseThrow(() -> new IllegalArgumentException((entity == null ? "null" : entity.getClass().getName())
                        + " does not declare a channel by @WsChannel: use publish(channel, pk, message)"));
        Object pk = identifier.isResolvable() ? identifier.get().of(entity) : null;
        if (pk == null) {
            throw new IllegalArgumentException(entity.getClass().getName()
                    + " is no entity with an identifier (yet): use publish(channel, pk, message)");
        }
        return new Key(handler.channel(), pk.toString());
    }
}
