package io.quarkiverse.ws4redis.entity;

import org.hibernate.event.spi.AbstractPostDatabaseOperationEvent;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkus.arc.Arc;

/** Hears from Hibernate of each row that it has written, and passes on those that are broadcast or that permissions depend on. */
final class RowListener implements PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener {

    private final Broadcasts broadcasts;
    private final Deciders deciders;

    RowListener(Broadcasts broadcasts, Deciders deciders) {
        this.broadcasts = broadcasts;
        this.deciders = deciders;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        changed(WsChange.CREATED, event, null);
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        changed(WsChange.UPDATED, event, event.getOldState());
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        changed(WsChange.REMOVED, event, event.getDeletedState());
    }

    private void changed(WsChange change, AbstractPostDatabaseOperationEvent event, Object[] before) {
        Class<?> entity = event.getPersister().getMappedClass();
        if (!broadcasts.of(entity).isEmpty() || deciders.include(entity)) {
            // Not injected: it needs Redis, and Hibernate may be started before that is configured.
            Arc.container().instance(EntityEvents.class).get().changed(event.getSession(),
                    new RowChange(change, event.getPersister(), event.getId(), event.getEntity(), before));
        }
    }
}
