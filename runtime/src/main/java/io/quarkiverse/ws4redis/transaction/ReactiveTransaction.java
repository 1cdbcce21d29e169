package io.quarkiverse.ws4redis.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.hibernate.reactive.engine.ReactiveActionQueue;
import org.hibernate.reactive.engine.ReactiveAfterTransactionCompletionProcess;
import org.hibernate.reactive.engine.ReactiveBeforeTransactionCompletionProcess;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.session.ReactiveSession;
import org.hibernate.reactive.util.impl.CompletionStages;

import io.vertx.core.Context;

/**
 * The current transaction of a session of Hibernate Reactive's. The session may see several, and does not forget what joined one
 * that has failed: all is done only while the transaction is still the one that was joined.
 */
final class ReactiveTransaction implements Transaction {

    /** In the Vert.x context, by session. */
    private record Kept(Mutiny.Transaction transaction, Map<Object, Object> values) {
    }

    /**
     * How long a commit may take before its end counts as unknown: who cancels the {@code Uni} of a transaction while it commits
     * does not keep it from committing, and from then on Hibernate Reactive calls nobody.
     */
    private static final long UNKNOWN_MILLIS = 10_000;

    private final Context context;
    private final Mutiny.Session current;
    private final Mutiny.Transaction transaction;
    private final ReactiveSession session;

    private ReactiveTransaction(Context context, MutinySessionImpl current) {
        this.context = context;
        this.current = current;
        this.transaction = current.currentTransaction();
        this.session = current.unwrap(ReactiveSession.class);
    }

    /** {@return the transaction of the session that is in a context; empty if it is in none} */
    static Optional<ReactiveTransaction> of(Context context, Mutiny.Session current) {
        return current instanceof MutinySessionImpl session && session.isOpen() && session.currentTransaction() != null
                ? Optional.of(new ReactiveTransaction(context, session))
                : Optional.empty();
    }

    boolean isOf(Object session) {
        return this.session == session;
    }

    @Override
    public boolean isLost() {
        return transaction.isMarkedForRollback();
    }

    @Override
    public Object kept(Object key) {
        return values().get(key);
    }

    @Override
    public void keep(Object key, Object value) {
        values().put(key, value);
    }

    private Map<Object, Object> values() {
        Kept kept = context.getLocal(session);
        if (kept == null || kept.transaction() != transaction) {
            kept = new Kept(transaction, new HashMap<>());
            context.putLocal(session, kept);
        }
        return kept.values();
    }

    @Override
    public void join(BeforeCommit before, Runnable committed) {
        ReactiveActionQueue queue = session.getReactiveActionQueue();
        Part part = new Part(before, committed);
        queue.registerProcess((ReactiveBeforeTransactionCompletionProcess) own -> part.before());
        queue.registerProcess((ReactiveAfterTransactionCompletionProcess) (success, own) -> part.after(success));
    }

    /** What somebody does at both sides of the commit. */
    private final class Part {

        private final BeforeCommit before;
        private final Runnable committed;
        private long timer;

        Part(BeforeCommit before, Runnable committed) {
            this.before = before;
            this.committed = committed;
        }

        CompletionStage<Void> before() {
            return isStillCurrent()
                    ? before.prepare(association -> session.reactiveFetch(association, true)).thenAccept(done -> {
                        before.run();
                        timer = context.owner().setTimer(UNKNOWN_MILLIS, fired -> before.unknown());
                    })
                    : CompletionStages.voidFuture();
        }

        CompletionStage<Void> after(boolean success) {
            if (isStillCurrent()) {
                context.owner().cancelTimer(timer);
                context.removeLocal(session);
                if (success) {
                    committed.run();
                }
            }
            return CompletionStages.voidFuture();
        }
    }

    private boolean isStillCurrent() {
        return current.currentTransaction() == transaction;
    }
}
