package io.quarkiverse.ws4redis.entity;

import java.util.Arrays;
import java.util.Iterator;

import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;

/**
 * Follows to-one associations from a row to the entity whose identifier is a pk. The last entity of the way is not loaded for
 * that, those before it are. The session may be closed already, as a stateless one mostly is before the transaction ends; then
 * only what has to be loaded cannot be followed.
 */
final class ParentPath {

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
        if (via.isEmpty() || change.before() == null) {
            return null;
        }
        Iterator<String> steps = steps();
        int first = Arrays.asList(change.persister().getPropertyNames()).indexOf(steps.next());
        return first < 0 ? null : identifier(follow(change.before()[first], steps));
    }

    private Iterator<String> steps() {
        return Arrays.asList(via.split("\\.")).iterator();
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
