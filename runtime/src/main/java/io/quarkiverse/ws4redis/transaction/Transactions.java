package io.quarkiverse.ws4redis.transaction;

import java.util.Optional;

/** The transactions of one kind. An application may have both. Thread-safe. */
public interface Transactions {

    /**
     * {@return the transaction of the current thread, or of the current Vert.x context; empty if there is none}
     *
     * @throws IllegalStateException if there is one whose commit cannot be waited for
     */
    Optional<Transaction> current();

    /** {@return whether the transactions of this session of Hibernate's are of this kind} */
    boolean govern(Object session);

    /** {@return the current transaction of a session that {@link #govern} is true of; empty if there is none} */
    Optional<Transaction> of(Object session);
}
