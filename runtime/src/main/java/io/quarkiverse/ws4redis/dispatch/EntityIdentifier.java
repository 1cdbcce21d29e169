package io.quarkiverse.ws4redis.dispatch;

/** Knows the identifier of an entity. Present in applications with Hibernate ORM, and another one in those with Hibernate Reactive. */
public interface EntityIdentifier {

    /** {@return the identifier; {@code null} if the entity has none yet, or is not known here} */
    Object of(Object entity);
}
