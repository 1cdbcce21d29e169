package io.quarkiverse.ws4redis.transaction;

/** A transaction that has not ended. For its own thread, or event loop, only. */
public interface Transaction {

    /** {@return whether it will roll back, whatever is done} */
    boolean isLost();

    /** {@return what is kept with the transaction; {@code null} if nothing is} */
    Object kept(Object key);

    /** Keeps a value until the transaction has ended; {@code null} forgets it. */
    void keep(Object key, Object value);

    /**
     * Takes part in the commit. If the transaction rolls back, neither runs that has not run yet.
     *
     * @param before runs before the transaction commits
     * @param committed runs after it has committed; must not throw
     */
    void join(BeforeCommit before, Runnable committed);
}
