package io.quarkiverse.ws4redis.transaction;

import java.util.concurrent.CompletionStage;

/** Loads what is lazy, in sessions that do not do it when it is read. */
@FunctionalInterface
public interface Loader {

    /**
     * Loads an entity.
     *
     * @param association the entity, or what stands for it until it is loaded
     * @return the entity, on the session's event loop
     */
    CompletionStage<Object> load(Object association);
}
