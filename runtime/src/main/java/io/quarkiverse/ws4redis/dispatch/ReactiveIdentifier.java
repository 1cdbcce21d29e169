package io.quarkiverse.ws4redis.dispatch;

import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.reactive.mutiny.Mutiny;

import io.quarkus.arc.InjectableInstance;

/** Asks Hibernate Reactive, whose persistence units JPA's beans do not know. */
@Singleton
public final class ReactiveIdentifier implements EntityIdentifier {

    private final InjectableInstance<Mutiny.SessionFactory> factories;

    @Inject
    public ReactiveIdentifier(@Any InjectableInstance<Mutiny.SessionFactory> factories) {
        this.factories = factories;
    }

    @Override
    public Object of(Object entity) {
        if (entity instanceof HibernateProxy proxy) {
            return proxy.getHibernateLazyInitializer().getInternalIdentifier();
        }
        for (Mutiny.SessionFactory factory : factories.listActive()) {
            if (factory.getMetamodel() instanceof MappingMetamodel model) {
                EntityPersister persister = model.findEntityDescriptor(entity.getClass());
                if (persister != null) {
                    return persister.getIdentifier(entity);
                }
            }
        }
        return null;
    }
}
