package io.quarkiverse.ws4redis.entity;

import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.transaction.Loader;

/**
 * Follows to-one associations from a row to the entity whose identifier is a pk. The last entity of the way is not loaded for
 * that, those before it are. The session may be closed already, as a stateless one mostly is before the transaction ends; then
 * only what has to be loaded cannot be followed.
 */
final class ParentPath {

    private static final Logger LOG = Logger.getLogger(ParentPath.class);

    private final SharedSessionContractImplementor session;
    private final MappingMetamodel entities;
    private final String via;

    ParentPath(SharedSessionContractImplementor session, String via) {
        this.session = session;
        this.entities = session.getFactory().getMappingMetamodel();
        this.via = via;
    }

    /** {@return the identifier at the end of the way; {@code null} if the way does not lead anywhere} */
    Object now(RowChange change) {
        return via.isEmpty() ? change.id() : identifier(follow(change.entity(), steps()));
    }

    /** {@return the identifier where the way led before the change; {@code null} if that is not known or was nowhere} */
    Object before(RowChange change) {
        if (via.isEmpty()) {
            return null;
        }
        Iterator<String> steps = steps();
        return identifier(follow(first(change, steps.next()), steps));
    }

    /** Loads what {@link #now} and {@link #before} read. {@return when that is done, as far as it can be} */
    CompletionStage<?> load(RowChange change, Loader loader) {
        if (via.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return load(change.entity(), steps(), loader).thenCompose(v -> {
            Iterator<String> steps = steps();
            return load(first(change, steps.next()), steps, loader);
        }).exceptionally(e -> {
            // Who reads it fails too, and logs it; what a database says may quote values.
            LOG.debugf("Way %s not loaded: %s", via, e.getClass().getName());
            return null;
        });
    }

    private CompletionStage<Object> load(Object from, Iterator<String> steps, Loader loader) {
        return from == null || !steps.hasNext()
                ? CompletableFuture.completedFuture(from)
                : loader.load(from)
                        .thenCompose(loaded -> load(persister(loaded).getPropertyValue(loaded, steps.next()), steps, loader));
    }

    private Iterator<String> steps() {
        return Arrays.asList(via.split("\\.")).iterator();
    }

    private static Object first(RowChange change, String step) {
        if (change.before() == null) {
            return null;
        }
        int first = Arrays.asList(change.persister().getPropertyNames()).indexOf(step);
        return first < 0 ? null : change.before()[first];
    }

    private Object follow(Object from, Iterator<String> steps) {
        Object entity = from;
        while (entity != null && steps.hasNext()) {
            Hibernate.initialize(entity);
            Object loaded = Hibernate.unproxy(entity);
            entity = persister(loaded).getPropertyValue(loaded, steps.next());
        }
        return entity;
    }

    private Object identifier(Object entity) {
        if (entity == null) {
            return null;
        }
        return entity instanceof HibernateProxy proxy
                ? proxy.getHibernateLazyInitializer().getInternalIdentifier()
                : persister(entity).getIdentifier(entity, session);
    }

    private EntityPersister persister(Object entity) {
        return entities.getEntityDescriptor(entity.getClass());
    }
}
