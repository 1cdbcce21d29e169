package io.quarkiverse.ws4redis.transaction;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is done when a transaction is about to commit, while its session is open, and what if that stays unknown. */
@FunctionalInterface
public interface BeforeCommit {

    /** Runs when everything that joined earlier has done its part; what it throws rolls the transaction back. */
    void run();

    /**
     * Runs when nobody will say any more whether the transaction, for which {@link #run} has run, has committed: who waited for
     * it is gone. It may have.
     */
    default void unknown() {
    }

    /**
     * Loads what {@link #run} will read. Asked for only in transactions on an event loop, where reading cannot wait for the
     * database.
     *
     * @param loader loads in the transaction's session, one thing at a time
     * @return when {@link #run} may run; its failure rolls the transaction back
     */
    default CompletionStage<?> prepare(Loader loader) {
        return CompletableFuture.completedFuture(null);
    }
}
