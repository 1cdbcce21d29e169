package io.quarkiverse.ws4redis.entity;

import org.hibernate.persister.entity.EntityPersister;

import io.quarkiverse.ws4redis.WsChange;

/**
 * What became of a row.
 *
 * @param change what
 * @param persister what Hibernate knows of the entity
 * @param id the identifier
 * @param entity the row as it is now, or was last
 * @param before its attributes before the change; {@code null} if they are not known
 */
record RowChange(WsChange change, EntityPersister persister, Object id, Object entity, Object[] before) {

    RowKey row() {
        return new RowKey(persister.getRootEntityName(), id);
    }

    /** {@return this change and a later one of the same row as one; {@code null} if the row is as it was: not there} */
    RowChange and(RowChange later) {
        WsChange both = switch (later.change) {
            case CREATED -> later.change;
            case UPDATED -> change;
            case REMOVED -> change == WsChange.CREATED ? null : later.change;
        };
        return both == null ? null : new RowChange(both, later.persister, id, later.entity, before);
    }
}
