package io.quarkiverse.ws4redis.entity;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.dispatch.EntityBroadcast;
import io.quarkus.arc.All;

/** What the application broadcasts, by entity. Safe on any thread. */
@Singleton
public final class Broadcasts {

    private final List<EntityBroadcast> all;
    private final Map<Class<?>, List<EntityBroadcast>> byType = new ConcurrentHashMap<>();

    @Inject
    Broadcasts(@All List<EntityBroadcast> all) {
        this.all = all;
    }

    /** {@return what is broadcast of an entity, that of its superclasses included} */
    List<EntityBroadcast> of(Class<?> entity) {
        return byType.computeIfAbsent(entity,
                type -> all.stream().filter(broadcast -> broadcast.type().isAssignableFrom(type)).toList());
    }
}
