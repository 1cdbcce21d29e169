package io.quarkiverse.ws4redis.entity;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;

/** Has Hibernate tell of the rows that it writes, in applications that broadcast some or whose permissions depend on some. Found by Quarkus as a service. */
public final class RowIntegrator implements Integrator {

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor sessionFactory) {
        ArcContainer container = Arc.container();
        if (container == null) {
            return;
        }
        InstanceHandle<Broadcasts> broadcasts = container.instance(Broadcasts.class);
        if (broadcasts.isAvailable()) {
            RowListener listener = new RowListener(broadcasts.get(), container.instance(Deciders.class).get());
            var listeners = sessionFactory.getEventListenerRegistry();
            listeners.appendListeners(EventType.POST_INSERT, listener);
            listeners.appendListeners(EventType.POST_UPDATE, listener);
            listeners.appendListeners(EventType.POST_DELETE, listener);
        }
    }
}
