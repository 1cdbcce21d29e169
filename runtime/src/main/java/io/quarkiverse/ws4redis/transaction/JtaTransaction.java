package io.quarkiverse.ws4redis.transaction;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** The JTA transaction of the current thread. */
final class JtaTransaction implements Transaction {

    private final TransactionSynchronizationRegistry registry;

    JtaTransaction(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public boolean isLost() {
        return switch (registry.getTransactionStatus()) {
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> true;
            default -> false;
        };
    }

    @Override
    public Object kept(Object key) {
        return registry.getResource(key);
    }

    @Override
    public void keep(Object key, Object value) {
        registry.putResource(key, value);
    }

    /** Hibernate has registered itself when the session joined the transaction, and so has flushed before this runs. */
    @Override
    public void join(BeforeCommit before, Runnable committed) {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                before.run();
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    committed.run();
                }
            }
        });
    }
}
