package io.quarkiverse.ws4redis.transaction;

import java.util.Optional;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.hibernate.reactive.engine.spi.ReactiveSharedSessionContractImplementor;
import org.hibernate.reactive.mutiny.Mutiny;

import io.quarkus.arc.InjectableInstance;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The transactions of Hibernate Reactive's sessions: of those that are in the Vert.x context, as Panache, {@code withSession} and
 * {@code withTransaction} put them there. Only from such a session can be told which transaction it is in: one that has rolled
 * back says so to nobody. Asked before JTA, and present in applications with Hibernate Reactive.
 */
@Singleton
@Priority(1)
public final class ReactiveTransactions implements Transactions {

    private final InjectableInstance<Mutiny.SessionFactory> factories;

    @Inject
    ReactiveTransactions(@Any InjectableInstance<Mutiny.SessionFactory> factories) {
        this.factories = factories;
    }

    @Override
    public Optional<Transaction> current() {
        Optional<Transaction> found = open().map(Transaction.class::cast).findFirst();
        if (found.isEmpty() && sessionFactories().anyMatch(ReactiveTransactions::isInStatelessTransaction)) {
            throw new IllegalStateException("The commit of a stateless session of Hibernate Reactive cannot be waited for: "
                    + "do it when the Uni of the transaction is done, or use a session that is not stateless");
        }
        return found;
    }

    @Override
    public boolean govern(Object session) {
        return session instanceof ReactiveSharedSessionContractImplementor;
    }

    @Override
    public Optional<Transaction> of(Object session) {
        return open().filter(transaction -> transaction.isOf(session)).map(Transaction.class::cast).findFirst();
    }

    private Stream<ReactiveTransaction> open() {
        return sessionFactories()
                .flatMap(factory -> ReactiveTransaction.of(Vertx.currentContext(), factory.getCurrentSession()).stream());
    }

    /** Such sessions are on event loops only, and in contexts that are for one flow only. */
    private Stream<Mutiny.SessionFactory> sessionFactories() {
        Context context = Vertx.currentContext();
        return context != null && Context.isOnEventLoopThread() && VertxContext.isDuplicatedContext(context)
                && VertxContextSafetyToggle.isExplicitlyMarkedAsSafe(context)
                        ? factories.listActive().stream()
                        : Stream.empty();
    }

    private static boolean isInStatelessTransaction(Mutiny.SessionFactory factory) {
        Mutiny.StatelessSession session = factory.getCurrentStatelessSession();
        return session != null && session.currentTransaction() != null;
    }
}
