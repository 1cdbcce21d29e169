package io.quarkiverse.ws4redis.outbox;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Control;
import io.quarkiverse.ws4redis.session.Publisher;
import io.vertx.core.Future;

/** Gives a row to Redis: a message to its topic, what is to be said of permissions to all nodes. Thread-safe. */
@Singleton
public final class RowSender {

    private final Publisher publisher;
    private final Control control;

    @Inject
    RowSender(Publisher publisher, Control control) {
        this.publisher = publisher;
        this.control = control;
    }

    /** {@return whether the Redis of a topic can be used at the moment; what is no topic cannot wait for it, it is refused} */
    boolean isReachable(String topic) {
        try {
            return topic.equals(OutboxRow.NO_TOPIC) ? canTellNodes() : publisher.isReachable(OutboxRow.topic(topic));
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** {@return whether the nodes can be told of permissions at the moment} */
    boolean canTellNodes() {
        return control.isReachable();
    }

    /** {@return done when Redis has it; fails also with what is wrong with the row} */
    Future<Void> send(OutboxRow row) {
        return Future.succeededFuture().compose(v -> row.isRecheck() ? tellNodes(row) : publish(row));
    }

    private Future<Void> tellNodes(OutboxRow row) {
        return control.sendAll(Control.decode(row.message).orElseThrow());
    }

    /** Keys of the server API have one colon, those of clients have theirs behind a name. */
    private Future<Void> publish(OutboxRow row) {
        return publisher.publish(OutboxRow.topic(row.topic), row.message, "::" + row.onceKey).mapEmpty();
    }
}
