package io.quarkiverse.ws4redis.outbox;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

import io.quarkiverse.ws4redis.broker.Parts;
import io.quarkiverse.ws4redis.config.OutboxConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Reads and changes the table, each time in a transaction of its own, which holds locks for no longer than its statements
 * take: never while Redis is asked. Thread-safe; blocks.
 */
@Singleton
public final class OutboxStore {

    /**
     * What the table holds.
     *
     * @param waiting how many messages wait
     * @param oldestAt when the oldest of them was written, in milliseconds since the epoch; {@code null} if there is none
     * @param givenUp how many are not tried any more
     */
    record Content(long waiting, Long oldestAt, long givenUp) {
    }

    /**
     * What is overdue.
     *
     * @param topics the topics of it
     * @param more whether there is more of it than was looked at
     */
    record Overdue(List<String> topics, boolean more) {
    }

    private final SessionFactory sessions;
    private final OutboxConfig config;

    @Inject
    OutboxStore(SessionFactory sessions, Ws4RedisConfig config) {
        this.sessions = sessions;
        this.config = config.outbox();
    }

    /** {@return the first messages that wait for these topics, in order} */
    List<OutboxRow> read(Collection<String> topics) {
        return call(session -> session.createSelectionQuery(
                "from Ws4RedisOutbox where topic in :topics and attempts < :limit order by id", OutboxRow.class)
                .setParameterList("topics", topics).setParameter("limit", config.maxAttempts())
                .setMaxResults(config.batchSize()).list());
    }

    /** {@return what is first to be said of permissions in the midst of these topics, without what was refused} */
    List<OutboxRow> readRechecks(Collection<String> topics) {
        return call(session -> session.createSelectionQuery(
                "from Ws4RedisOutbox where topic in :topics and onceKey = :recheck and attempts = 0 order by id",
                OutboxRow.class)
                .setParameterList("topics", topics).setParameter("recheck", OutboxRow.RECHECK)
                .setMaxResults(config.batchSize()).list());
    }

    void delete(Collection<Long> published) {
        call(session -> session.createMutationQuery("delete from Ws4RedisOutbox where id in :ids")
                .setParameterList("ids", published).executeUpdate());
    }

    /** Redis has refused a message: it is tried again later, or not at all any more. */
    void refused(OutboxRow row, long nextAt) {
        call(session -> session.createMutationQuery(
                "update Ws4RedisOutbox set attempts = attempts + 1, dueAt = :next where id = :id")
                .setParameter("next", nextAt).setParameter("id", row.id).executeUpdate());
    }

    /**
     * Finds overdue messages. What one node has found becomes overdue again only after a while, so that nodes that look at the
     * same time do not all set out to send the same; those of which Redis has refused something have their own pace.
     *
     * @param since they have been so since then, in milliseconds since the epoch
     * @return the topics of those that are overdue for longest: what cannot be sent goes to the end each time, and so does not
     *         keep out what can
     */
    Overdue takeOverdue(long since) {
        return call(session -> {
            List<Long> oldest = session.createSelectionQuery(
                    "select id from Ws4RedisOutbox where dueAt <= :since and attempts < :limit order by dueAt, id",
                    Long.class)
                    .setParameter("since", since).setParameter("limit", config.maxAttempts())
                    .setMaxResults(config.batchSize()).list();
            List<String> topics = oldest.isEmpty() ? List.of() : take(session, oldest, since);
            return new Overdue(topics, oldest.size() >= config.batchSize());
        });
    }

    /** Without a limit and an order in the query that locks: not every database has those together. */
    private List<String> take(StatelessSession session, List<Long> oldest, long since) {
        List<OutboxRow> taken = session.createSelectionQuery(
                "from Ws4RedisOutbox where id in :ids and dueAt <= :since", OutboxRow.class)
                .setParameterList("ids", oldest).setParameter("since", since)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED).list();
        if (!taken.isEmpty()) {
            session.createMutationQuery("update Ws4RedisOutbox set dueAt = :next where id in :ids and attempts = 0")
                    .setParameter("next", System.currentTimeMillis() + config.overdue().toMillis())
                    .setParameterList("ids", taken.stream().map(row -> row.id).toList()).executeUpdate();
        }
        return taken.stream().map(row -> row.topic).distinct().toList();
    }

    /** The messages of these topics are overdue from now on: who can, and looks next, sends them. */
    void handOver(Collection<String> topics) {
        long now = System.currentTimeMillis();
        for (List<String> some : Parts.of(List.copyOf(topics), config.batchSize())) {
            call(session -> session.createMutationQuery(
                    "update Ws4RedisOutbox set dueAt = :now where topic in :topics and attempts = 0")
                    .setParameter("now", now).setParameterList("topics", some).executeUpdate());
        }
    }

    Content content() {
        Object[] numbers = call(session -> session.createSelectionQuery("""
                select count(case when attempts < :limit then 1 end), min(case when attempts < :limit then createdAt end),
                    count(case when attempts >= :limit then 1 end) from Ws4RedisOutbox""", Object[].class)
                .setParameter("limit", config.maxAttempts()).getSingleResult());
        return new Content((Long) numbers[0], (Long) numbers[1], (Long) numbers[2]);
    }

    private <T> T call(Function<StatelessSession, T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (StatelessSession session = sessions.openStatelessSession()) {
                return work.apply(session);
            }
        });
    }
}
