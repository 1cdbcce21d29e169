package io.quarkiverse.ws4redis.session;

import java.util.List;

/**
 * Keeps messages, and what is to be said of permissions, beside what their transaction changes, so that a commit is enough for
 * them to be told, by whichever node lives then. A bean where the application has asked for it. Thread-safe.
 */
public interface Outbox {

    /**
     * Adds messages to the current transaction, shortly before it commits. Blocks.
     *
     * @param messages the messages, in order
     * @throws RuntimeException if that does not work; the transaction must not commit
     */
    void write(List<? extends Outboxed> messages);

    /**
     * Publishes messages whose transaction has committed, after those of the same topics that were committed before them.
     * Returns at once.
     *
     * @param messages what was written
     */
    void send(List<? extends Outboxed> messages);
}
