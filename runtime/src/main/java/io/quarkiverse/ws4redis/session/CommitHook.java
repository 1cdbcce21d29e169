package io.quarkiverse.ws4redis.session;

import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.observe.DatabaseFailures;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.transaction.BeforeCommit;
import io.quarkiverse.ws4redis.transaction.CurrentTransaction;
import io.quarkiverse.ws4redis.transaction.Transaction;
import io.vertx.core.Future;

/** Runs something after the current transaction has committed; at once if there is none. */
@Singleton
public final class CommitHook {

    private static final Logger LOG = Logger.getLogger(CommitHook.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(CommitHook.class);

    private final CurrentTransaction transactions;
    private final Metrics metrics;

    @Inject
    CommitHook(CurrentTransaction transactions, Metrics metrics) {
        this.transactions = transactions;
        this.metrics = metrics;
    }

    /** {@return whether there is a transaction that can still commit} */
    boolean isInTransaction() {
        return transactions.get().filter(transaction -> !transaction.isLost()).isPresent();
    }

    void run(Supplier<Future<?>> task) {
        run(() -> {
        }, task);
    }

    void run(BeforeCommit before, Supplier<Future<?>> task) {
        transactions.get().ifPresentOrElse(transaction -> run(transaction, before, task), () -> {
            before.run();
            execute(task);
        });
    }

    /**
     * Runs something at both sides of the commit of a transaction.
     *
     * @param transaction the transaction
     * @param before runs before the transaction commits, when everything that joined it earlier has done its part; what it
     *        throws rolls the transaction back
     * @param task runs after it has committed; its failure is logged
     */
    public void run(Transaction transaction, BeforeCommit before, Supplier<Future<?>> task) {
        if (transaction.isLost()) {
            LOG.debug("Message not sent: its transaction is rolled back");
        } else {
            transaction.join(before, () -> execute(task));
        }
    }

    private void execute(Supplier<Future<?>> task) {
        Future.succeededFuture().compose(v -> task.get()).onFailure(e -> {
            metrics.internalError();
            OPERATOR.notSentAfterCommit(DatabaseFailures.withoutValues(e));
        });
    }
}
