package io.quarkiverse.ws4redis.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

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
import io.quarkiverse.ws4redis.transaction.BeforeCommit;
import io.quarkiverse.ws4redis.transaction.CurrentTransaction;
import io.quarkiverse.ws4redis.transaction.Loader;
import io.quarkiverse.ws4redis.transaction.Transaction;
import io.vertx.core.Future;

/**
 * Keeps what a transaction does to rows, has it written as messages when Hibernate has flushed all of it, and publishes them
 * after the commit, by way of the outbox where there is one; and has permissions asked for again that depend on them. With the
 * transaction goes what it did, if it rolls back.
 */
@Singleton
public final class EntityEvents {

    private static final Logger LOG = Logger.getLogger(EntityEvents.class);

    private final CurrentTransaction transactions;
    private final CommitHook commit;
    private final EventWriter writer;
    private final Publisher publisher;
    private final Instance<Outbox> outbox;
    private final Deciders deciders;
    private final RecheckSender rechecks;
    private final String facility;
    private final VersionGuard guard = new VersionGuard();

    @Inject
    EntityEvents(CurrentTransaction transactions, CommitHook commit, EventWriter writer, Publisher publisher,
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
        transactions.of(session).ifPresentOrElse(transaction -> changed(transaction, session, change),
                () -> LOG.debugf("Change of %s without consequences: it is outside of a transaction that can be waited for",
                        change.persister().getEntityName()));
    }

    private void changed(Transaction transaction, SharedSessionContractImplementor session, RowChange change) {
        Key key = new Key(session);
        Changes changes = (Changes) transaction.kept(key);
        if (changes == null) {
            changes = new Changes();
            transaction.keep(key, changes);
            Ending ending = new Ending(transaction, key, changes);
            commit.run(transaction, ending, ending::committed);
        }
        changes.add(change);
    }

    /** What becomes of the changes of one session when its transaction ends. */
    private final class Ending implements BeforeCommit {

        private final Transaction transaction;
        private final Key key;
        private final Changes changes;
        private final List<EntityEvent> events = new ArrayList<>();
        private final List<Outboxed> kept = new ArrayList<>();
        private final PermissionChanges concerned = new PermissionChanges();

        Ending(Transaction transaction, Key key, Changes changes) {
            this.transaction = transaction;
            this.key = key;
            this.changes = changes;
        }

        @Override
        public CompletionStage<?> prepare(Loader loader) {
            CompletionStage<?> loaded = CompletableFuture.completedFuture(null);
            for (RowChange change : changes.all()) {
                for (String via : ways(change)) {
                    loaded = loaded.thenCompose(v -> new ParentPath(key.session(), via).load(change, loader));
                }
            }
            return loaded;
        }

        @Override
        public void run() {
            // What somebody may flush later than this is a beginning of its own.
            transaction.keep(key, null);
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
        }

        /** A question for permission too many does no harm. */
        @Override
        public void unknown() {
            rechecks.send(concerned);
        }

        Future<?> committed() {
            if (outbox.isResolvable()) {
                return send(kept);
            }
            try {
                return publish(events);
            } finally {
                rechecks.send(concerned);
            }
        }
    }

    private Set<String> ways(RowChange change) {
        Class<?> entity = change.persister().getMappedClass();
        return Stream.concat(writer.ways(entity), deciders.ways(entity)).collect(Collectors.toSet());
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
