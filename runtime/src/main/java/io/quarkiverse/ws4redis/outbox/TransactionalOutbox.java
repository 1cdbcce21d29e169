package io.quarkiverse.ws4redis.outbox;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.session.Outbox;
import io.quarkiverse.ws4redis.session.Outboxed;

/** The outbox as the rest of the runtime sees it. */
@Singleton
public final class TransactionalOutbox implements Outbox {

    private final OutboxWriter writer;
    private final Courier courier;

    @Inject
    TransactionalOutbox(OutboxWriter writer, Courier courier) {
        this.writer = writer;
        this.courier = courier;
    }

    @Override
    public void write(List<? extends Outboxed> messages) {
        if (!messages.isEmpty()) {
            writer.write(messages);
        }
    }

    @Override
    public void send(List<? extends Outboxed> messages) {
        courier.send(messages.stream().map(OutboxRow::topicOf).toList());
    }
}
