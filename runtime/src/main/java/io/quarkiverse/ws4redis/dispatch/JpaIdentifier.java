package io.quarkiverse.ws4redis.dispatch;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;

/** Asks JPA, which knows every way to declare an identifier. */
@Singleton
public final class JpaIdentifier implements EntityIdentifier {

    private final Instance<EntityManagerFactory> factories;

    @Inject
    public JpaIdentifier(@Any Instance<EntityManagerFactory> factories) {
        this.factories = factories;
    }

    @Override
    public Object of(Object entity) {
        for (EntityManagerFactory factory : factories) {
            try {
                return factory.getPersistenceUnitUtil().getIdentifier(entity);
            } catch (IllegalArgumentException e) {
                // Not an entity of this persistence unit; there may be another.
                continue;
            }
        }
        return null;
    }
}
