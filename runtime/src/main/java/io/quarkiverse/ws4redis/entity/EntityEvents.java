package io.quarkiverse.ws4redis.entity;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.entity.EntityEvent.Message;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.session.CommitHook;
import io.quarkiverse.ws4redis.session.Outbox;
import io.quarkiverse.ws4redis.session.Publisher;
import io.quarkiverse.ws4redis.session.TopicMessage;
import io.vertx.core.Future;

/**
 * Keeps what a transaction does to rows, has it written as messages when Hibernate has flushed all of it, and publishes them
 * after the commit, by way of the outbox where there is one. With the transaction goes what it did, if it rolls back.
 */
@Singleton
public final class EntityEvents {

    private static final Logger LOG = Logger.getLogger(EntityEvents.class);

    private final TransactionSynchronizationRegistry transactions;
    private final CommitHook commit;
    private final EventWriter writer;
    private final Publisher publisher;
    private final Instance<Outbox> outbox;
    private final String facility;
    private final VersionGuard guard = new VersionGuard();

    @Inject
    EntityEvents(TransactionSynchronizationRegistry transactions, CommitHook commit, EventWriter writer, Publisher publisher,
            Instance<Outbox> outbox, Ws4RedisConfig config) {
        this.transactions = transactions;
        this.commit = commit;
        this.writer = writer;
        this.publisher = publisher;
        this.outbox = outbox;
        this.facility = config.defaultFacility();
    }

    void changed(SharedSessionContractImplementor session, RowChange change) {
        if (transactions.getTransactionKey() == null) {
            LOG.debugf("Change of %s not published: it is outside of a JTA transaction", change.persister().getEntityName());
            return;
        }
        Key key = new Key(session);
        Changes changes = (Changes) transactions.getResource(key);
        if (changes == null) {
            changes = new Changes();
            transactions.putResource(key, changes);
            publishAfterCommit(key, changes);
        }
        changes.add(change);
    }

    /** Hibernate has registered itself when the session joined the transaction, and so has flushed before this writes. */
    private void publishAfterCommit(Key key, Changes changes) {
        List<EntityEvent> events = new ArrayList<>();
        List<TopicMessage> kept = new ArrayList<>();
        commit.run(() -> {
            // What somebody may flush later than this is a beginning of its own.
            transactions.putResource(key, null);
            changes.all().forEach(change -> writer.write(key.session(), change).ifPresent(events::add));
            // It has given its connection back already, and would keep the one that lazy loading took.
            key.session().getJdbcCoordinator().getLogicalConnection().beforeTransactionCompletion();
            if (outbox.isResolvable()) {
                events.forEach(event -> event.messages().forEach(message -> kept.add(addressed(message))));
                outbox.get().write(kept);
            }
        }, () -> outbox.isResolvable() ? send(kept) : publish(events));
    }

    /** A transaction may have a session for each persistence unit. */
    private record Key(SharedSessionContractImplementor session) {
    }

    private TopicMessage addressed(Message message) {
        return new TopicMessage(new Topic(facility, message.channel(), message.pk()), message.json());
    }

    private Future<?> send(List<TopicMessage> kept) {
        outbox.get().send(kept);
        return Future.succeededFuture();
    }

    private Future<?> publish(List<EntityEvent> events) {
        List<Future<?>> published = new ArrayList<>();
        for (EntityEvent event : events) {
            guard.inOrder(event, () -> event.messages()
                    .forEach(message -> published.add(publisher.publish(addressed(message), null))));
        }
        return Future.join(published);
    }
}
