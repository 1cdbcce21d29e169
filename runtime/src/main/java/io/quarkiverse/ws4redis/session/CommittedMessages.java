package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.core.Future;

/** Sends what the application has given for after the commit, by way of the outbox where there is one. Thread-safe. */
@Singleton
final class CommittedMessages {

    private final CommitHook commit;
    private final Instance<Outbox> outbox;
    private final Publisher publisher;

    @Inject
    CommittedMessages(CommitHook commit, Instance<Outbox> outbox, Publisher publisher) {
        this.commit = commit;
        this.outbox = outbox;
        this.publisher = publisher;
    }

    /** Sends a message, which is asked for when the transaction is about to commit; without a transaction at once. */
    void send(Supplier<TopicMessage> message) {
        if (outbox.isResolvable() && commit.isInTransaction()) {
            List<TopicMessage> written = new ArrayList<>(1);
            commit.run(() -> {
                written.add(message.get());
                outbox.get().write(written);
            }, () -> {
                outbox.get().send(written);
                return Future.succeededFuture();
            });
        } else {
            commit.run(() -> {
                TopicMessage now = message.get();
                return publisher.publish(now.topic(), now.json(), null);
            });
        }
    }
}
