package io.quarkiverse.ws4redis.session;

import java.util.function.Supplier;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.observe.DatabaseFailures;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.vertx.core.Future;

/** Runs something after the current transaction has committed; at once if there is none. */
@Singleton
public final class CommitHook {

    private static final Logger LOG = Logger.getLogger(CommitHook.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(CommitHook.class);

    private final Instance<TransactionSynchronizationRegistry> transactions;
    private final Metrics metrics;

    @Inject
    CommitHook(Instance<TransactionSynchronizationRegistry> transactions, Metrics metrics) {
        this.transactions = transactions;
        this.metrics = metrics;
    }

    /** {@return whether there is a transaction that can still commit} */
    public boolean isInTransaction() {
        return status() == Status.STATUS_ACTIVE;
    }

    void run(Supplier<Future<?>> task) {
        run(() -> {
        }, task);
    }

    /**
     * Runs something at both sides of the commit.
     *
     * @param before runs before the transaction commits, when everything that was registered earlier has done its part; what it
     *        throws rolls the transaction back
     * @param task runs after it has committed; its failure is logged
     */
    public void run(Runnable before, Supplier<Future<?>> task) {
        switch (status()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> {
                before.run();
                execute(task);
            }
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK ->
                LOG.debug("Message not sent: its transaction is rolled back");
            default -> transactions.get().registerInterposedSynchronization(new AroundCommit(before, task));
        }
    }

    private int status() {
        return transactions.isResolvable() ? transactions.get().getTransactionStatus() : Status.STATUS_NO_TRANSACTION;
    }

    private final class AroundCommit implements Synchronization {

        private final Runnable before;
        private final Supplier<Future<?>> task;

        AroundCommit(Runnable before, Supplier<Future<?>> task) {
            this.before = before;
            this.task = task;
        }

        @Override
        public void beforeCompletion() {
            before.run();
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                execute(task);
            }
        }
    }

    private void execute(Supplier<Future<?>> task) {
        Future.succeededFuture().compose(v -> task.get()).onFailure(e -> {
            metrics.internalError();
            OPERATOR.notSentAfterCommit(DatabaseFailures.withoutValues(e));
        });
    }
}
