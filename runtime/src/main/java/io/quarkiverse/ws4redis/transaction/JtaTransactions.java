package io.quarkiverse.ws4redis.transaction;

import java.util.Optional;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** The transactions of threads, which are those of all sessions that are not of another kind. */
@Singleton
public final class JtaTransactions implements Transactions {

    private final Instance<TransactionSynchronizationRegistry> registry;

    @Inject
    JtaTransactions(Instance<TransactionSynchronizationRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public Optional<Transaction> current() {
        if (!registry.isResolvable()) {
            return Optional.empty();
        }
        return switch (registry.get().getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> Optional.empty();
            default -> Optional.of(new JtaTransaction(registry.get()));
        };
    }

    @Override
    public boolean govern(Object session) {
        return true;
    }

    @Override
    public Optional<Transaction> of(Object session) {
        return current();
    }
}
