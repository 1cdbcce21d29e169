package io.quarkiverse.ws4redis.session;

import java.util.List;
import java.util.Objects;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.dispatch.ChannelHandler;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.EntityIdentifier;
import io.quarkus.arc.All;

/** Finds the channel and pk of an entity. */
@Singleton
final class EntityKeys {

    record Key(String channel, String pk) {
    }

    private final DispatchRegistry registry;
    private final List<EntityIdentifier> identifiers;

    @Inject
    EntityKeys(DispatchRegistry registry, @All List<EntityIdentifier> identifiers) {
        this.registry = registry;
        this.identifiers = identifiers;
    }

    Key of(Object entity) {
        // Of a class and its subclass that both declare one, the subclass.
        ChannelHandler handler = registry.channels().filter(channel -> channel.type().isInstance(entity))
                .reduce((one, other) -> one.type().isAssignableFrom(other.type()) ? other : one)
                .orElseThrow(() -> new IllegalArgumentException((entity == null ? "null" : entity.getClass().getName())
                        + " does not declare a channel by @WsChannel: use publish(channel, pk, message)"));
        Object pk = identifiers.stream().map(identifier -> identifier.of(entity)).filter(Objects::nonNull).findFirst()
                .orElse(null);
        if (pk == null) {
            throw new IllegalArgumentException(entity.getClass().getName()
                    + " is no entity with an identifier (yet): use publish(channel, pk, message)");
        }
        return new Key(handler.channel(), pk.toString());
    }
}
