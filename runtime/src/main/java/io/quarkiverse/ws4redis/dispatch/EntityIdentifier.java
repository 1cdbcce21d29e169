package io.quarkiverse.ws4redis.dispatch;

/** Knows the identifier of an entity. Present in applications with Hibernate ORM. */
public interface EntityIdentifier {

    /** {@return the identifier; {@code null} if the entity has none yet} */
    Object of(Object entity);
}
