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
import io.quarkiverse.ws4redis.session.Outboxed;
import io.quarkiverse.ws4redis.session.PermissionChanges;
import io.quarkiverse.ws4redis.session.Publisher;
import io.quarkiverse.ws4redis.session.RecheckSender;
import io.quarkiverse.ws4redis.session.TopicMessage;
import io.vertx.core.Future;

/**
 * Keeps what a transaction does to rows, has it written as messages when Hibernate has flushed all of it, and publishes them
 * after the commit, by way of the outbox where there is one; and has permissions asked for again that depend on them. With the
 * transaction goes what it did, if it rolls back.
 */
@Singleton
public final class EntityEvents {

    private static final Logger LOG = Logger.getLogger(EntityEvents.class);

    private final TransactionSynchronizationRegistry transactions;
    private final CommitHook commit;
    private final EventWriter writer;
    private final Publisher publisher;
    private final Instance<Outbox> outbox;
    private final Deciders deciders;
    private final RecheckSender rechecks;
    private final String facility;
    private final VersionGuard guard = new VersionGuard();

    @Inject
    EntityEvents(TransactionSynchronizationRegistry transactions, CommitHook commit, EventWriter writer, Publisher publisher,
            Instance<Outbox> outbox, Deciders deciders, RecheckSender rechecks, Ws4RedisConfig config) {
        this.transactions = transactions;
        this.commit = commit;
        this.writer = writer;
        this.publisher = publisher;
        this.outbox = outbox;
        this.deciders = deciders;
        this.rechecks = rechecks;
        this.facility = config.defaultFacility();
    }

    void changed(SharedSessionContractImplementor session, RowChange change) {
        if (transactions.getTransactionKey() == null) {
            LOG.debugf("Change of %s without consequences: it is outside of a JTA transaction",
                    change.persister().getEntityName());
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
        List<Outboxed> kept = new ArrayList<>();
        PermissionChanges concerned = new PermissionChanges();
        commit.run(() -> {
            // What somebody may flush later than this is a beginning of its own.
            transactions.putResource(key, null);
            for (RowChange change : changes.all()) {
                writer.write(key.session(), change).ifPresent(events::add);
                deciders.concerned(key.session(), change, concerned);
            }
            // It has given its connection back already, and would keep the one that lazy loading took.
            key.session().getJdbcCoordinator().getLogicalConnection().beforeTransactionCompletion();
            if (outbox.isResolvable()) {
                List<TopicMessage> messages = messages(events);
                kept.addAll(messages);
                // Behind the events: who may not know of a row any more may know that it is gone.
                kept.addAll(concerned.messages(facility, messages.stream().map(TopicMessage::topic).toList()));
                outbox.get().write(kept);
            }
        }, () -> {
            if (outbox.isResolvable()) {
                return send(kept);
            }
            try {
                return publish(events);
            } finally {
                rechecks.send(concerned);
            }
        });
    }

    private List<TopicMessage> messages(List<EntityEvent> events) {
        return events.stream().flatMap(event -> event.messages().stream())
                .map(message -> new TopicMessage(topic(message), message.json())).toList();
    }

    /** A transaction may have a session for each persistence unit. */
    private record Key(SharedSessionContractImplementor session) {
    }

    private Topic topic(Message message) {
        return new Topic(facility, message.channel(), message.pk());
    }

    private Future<?> send(List<Outboxed> kept) {
        outbox.get().send(kept);
        return Future.succeededFuture();
    }

    private Future<?> publish(List<EntityEvent> events) {
        List<Future<?>> published = new ArrayList<>();
        for (EntityEvent event : events) {
            guard.inOrder(event, () -> event.messages()
                    .forEach(message -> published.add(publisher.publish(topic(message), message.json(), null))));
        }
        return Future.join(published);
    }
}
