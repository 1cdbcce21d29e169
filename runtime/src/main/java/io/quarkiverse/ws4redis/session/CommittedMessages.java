package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.transaction.BeforeCommit;
import io.vertx.core.Future;

/** Sends what the application has given for after the commit, by way of the outbox where there is one. Thread-safe. */
@Singleton
final class CommittedMessages {

    private final CommitHook commit;
    private final Instance<Outbox> outbox;
    private final Publisher publisher;
    private final RecheckSender rechecks;

    @Inject
    CommittedMessages(CommitHook commit, Instance<Outbox> outbox, Publisher publisher, RecheckSender rechecks) {
        this.commit = commit;
        this.outbox = outbox;
        this.publisher = publisher;
        this.rechecks = rechecks;
    }

    /** Sends a message, which is asked for when the transaction is about to commit; without a transaction at once. */
    void send(Supplier<TopicMessage> message) {
        if (isKept()) {
            keep(() -> List.of(message.get()));
        } else {
            commit.run(() -> {
                TopicMessage now = message.get();
                return publisher.publish(now.topic(), now.json(), null);
            });
        }
    }

    /** Tells all nodes of permissions that have changed. */
    void recheck(String facility, PermissionChanges changes) {
        if (isKept()) {
            keep(() -> changes.messages(facility, Set.of()));
        } else {
            commit.run(new Asked(changes), () -> {
                rechecks.send(changes);
                return Future.succeededFuture();
            });
        }
    }

    /** Sent also when it stays unknown whether the transaction has committed: a question too many does no harm. */
    private final class Asked implements BeforeCommit {

        private final PermissionChanges changes;

        Asked(PermissionChanges changes) {
            this.changes = changes;
        }

        @Override
        public void run() {
            // There is nothing to prepare.
        }

        @Override
        public void unknown() {
            rechecks.send(changes);
        }
    }

    private boolean isKept() {
        return outbox.isResolvable() && commit.isInTransaction();
    }

    private void keep(Supplier<List<? extends Outboxed>> messages) {
        List<Outboxed> written = new ArrayList<>(1);
        commit.run(() -> {
            written.addAll(messages.get());
            outbox.get().write(written);
        }, () -> {
            outbox.get().send(written);
            return Future.succeededFuture();
        });
    }
}
