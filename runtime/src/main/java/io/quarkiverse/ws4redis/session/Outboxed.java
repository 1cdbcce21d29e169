package io.quarkiverse.ws4redis.session;

/** What the {@link Outbox} keeps until it is told. */
public sealed interface Outboxed permits TopicMessage, TopicRecheck {
}
