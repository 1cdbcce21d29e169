package io.quarkiverse.ws4redis.transaction;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.arc.All;

/** Finds the current transaction, of whichever kind. Thread-safe. */
@Singleton
public final class CurrentTransaction {

    private final List<Transactions> kinds;

    @Inject
    CurrentTransaction(@All List<Transactions> kinds) {
        this.kinds = kinds;
    }

    /**
     * {@return the transaction of the current thread, or of the current Vert.x context; empty if there is none}
     *
     * @throws IllegalStateException if there is one whose commit cannot be waited for
     */
    public Optional<Transaction> get() {
        return kinds.stream().flatMap(kind -> kind.current().stream()).findFirst();
    }

    /** {@return the current transaction of a session of Hibernate's; empty if there is none} */
    public Optional<Transaction> of(Object session) {
        return kinds.stream().filter(kind -> kind.govern(session)).findFirst().flatMap(kind -> kind.of(session));
    }
}
