package io.quarkiverse.ws4redis.entity;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.dispatch.EntityBroadcast;
import io.quarkus.arc.All;

/** What the application broadcasts, by entity. Safe on any thread. */
@Singleton
public final class Broadcasts {

    private final ByEntity<EntityBroadcast> all;

    @Inject
    Broadcasts(@All List<EntityBroadcast> all) {
        this.all = new ByEntity<>(all, EntityBroadcast::type);
    }

    /** {@return what is broadcast of an entity, that of its superclasses included} */
    List<EntityBroadcast> of(Class<?> entity) {
        return all.of(entity);
    }
}
