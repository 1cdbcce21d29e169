package io.quarkiverse.ws4redis.deployment.model;

import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/** What is sent of an entity. */
public sealed interface BroadcastData {

    /**
     * An object made of the entity.
     *
     * @param type its class
     * @param factory the constructor or static method, whose only parameter is the entity
     */
    record Projection(Type type, MethodInfo factory) implements BroadcastData {
    }

    /** The entity's attributes that are in a view. */
    record View(Type view) implements BroadcastData {
    }

    /** Nothing: the row is gone. */
    record None() implements BroadcastData {
    }
}
