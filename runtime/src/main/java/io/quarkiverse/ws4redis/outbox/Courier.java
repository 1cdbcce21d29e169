package io.quarkiverse.ws4redis.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.broker.LinkDownException;
import io.quarkiverse.ws4redis.config.OutboxConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.DatabaseFailures;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.observe.Pace;
import io.vertx.core.Vertx;

/**
 * Publishes what the table has for some topics, each topic in order, and deletes it. It looks at the table rather than at what
 * this node has just committed: another node may have committed something before, and have died. So two nodes may be about to
 * publish the same. Redis knows it by its key, so the second one changes nothing, and neither has to wait for the other.
 * Thread-safe.
 */
@Singleton
public final class Courier {

    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(Courier.class);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);

    /** While Redis takes nothing, each topic finds out. */
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final OutboxStore store;
    private final RowSender sender;
    private final Metrics metrics;
    private final OutboxConfig config;
    private final long freshNanos;
    private final Rounds rounds = new Rounds();
    private final Setback setback = new Setback();
    private final Latecomers latecomers;
    private final Pace warnings = new Pace(WARNING_INTERVAL);

    @Inject
    Courier(Vertx vertx, OutboxStore store, RowSender sender, Metrics metrics, Ws4RedisConfig config) {
        this.vertx = vertx;
        this.store = store;
        this.sender = sender;
        this.metrics = metrics;
        this.config = config.outbox();
        this.freshNanos = config.keyWindow().toNanos() / 2;
        this.latecomers = new Latecomers(this.config.overdue());
    }

    /** {@return whether any of the topics is not about to be sent already} */
    boolean isNew(Collection<String> topics) {
        return rounds.isNew(topics);
    }

    /** Sends what waits for these topics. Returns at once. */
    void send(Collection<String> topics) {
        if (rounds.add(topics)) {
            beginRounds();
        }
    }

    /** Tries the topics again whose Redis was away, or took nothing, and may not any more. */
    void resume() {
        if (!setback.lasts()) {
            send(reachable(rounds.takePostponed()));
        }
    }

    /** Blocks until not much waits. {@return whether there is something to be gained by sending more, now} */
    boolean awaitRoom(Duration limit) throws InterruptedException {
        return rounds.awaitRoom(limit.toMillis()) && !setback.isOn();
    }

    /** Blocks until everything is sent that can be. {@return the topics of which something is left} */
    Set<String> finish(Duration limit) throws InterruptedException {
        return rounds.finish(limit.toMillis());
    }

    private void beginRounds() {
        vertx.executeBlocking(() -> {
            for (List<String> topics = rounds.begin(); !topics.isEmpty(); topics = rounds.begin()) {
                if (rounds.mayBegin()) {
                    beginRounds();
                }
                try {
                    round(topics);
                } catch (RuntimeException e) {
                    metrics.internalError();
                    OPERATOR.outboxNotEmptied(DatabaseFailures.withoutValues(e));
                } finally {
                    rounds.end(topics);
                }
            }
            return null;
        }, false);
    }

    /** The others wait. */
    private List<String> reachable(Collection<String> topics) {
        Map<Boolean, List<String>> all = topics.stream().collect(Collectors.partitioningBy(sender::isReachable));
        all.get(false).forEach(rounds::postpone);
        return all.get(true);
    }

    private void round(List<String> all) {
        List<String> topics = reachable(all);
        Set<String> stuck = new HashSet<>(all);
        topics.forEach(stuck::remove);
        if (!topics.isEmpty()) {
            stuck.addAll(publish(topics));
        }
        if (!stuck.isEmpty() && sender.canTellNodes()) {
            tellNodes(stuck);
        }
    }

    /** {@return the topics of which something is left that cannot be sent now} */
    private Set<String> publish(List<String> topics) {
        Delivery delivery = deliver(() -> store.read(topics));
        delivery.late().forEach(rounds::postpone);
        delivery.failures().forEach(failure -> failed(failure.row(), failure.cause()));
        sent(delivery);
        Set<String> stuck = delivery.stuck();
        if (delivery.size() >= config.batchSize()) {
            // There may be more; but not of those that are stuck, which would fill the next batch too.
            send(topics.stream().filter(topic -> !stuck.contains(topic)).toList());
        }
        return stuck;
    }

    /** A permission is lost also while a message cannot go out that has its place before that. */
    private void tellNodes(Collection<String> stuck) {
        Delivery delivery;
        do {
            delivery = deliver(() -> store.readRechecks(stuck));
            sent(delivery);
        } while (delivery.sent().size() >= config.batchSize());
    }

    private Delivery deliver(Supplier<List<OutboxRow>> rows) {
        // Counted from before they are read.
        long end = System.nanoTime() + freshNanos;
        Delivery delivery = new Delivery(sender, rows.get(), end);
        delivery.run();
        return delivery;
    }

    /** Last of what follows from a delivery: the database may be away now. */
    private void sent(Delivery delivery) {
        Collection<OutboxRow> rows = delivery.sent();
        if (rows.isEmpty()) {
            return;
        }
        // In the order in which every node does it, so that two do not wait for each other.
        store.delete(rows.stream().map(row -> row.id).sorted().toList());
        rows.forEach(row -> metrics.outboxPublished());
        if (rows.stream().anyMatch(row -> !row.isRecheck())) {
            setback.end();
        }
        latecomers.add(rows);
    }

    /** Only what is the row's own fault counts against it. */
    private void failed(OutboxRow row, Throwable cause) {
        if (cause instanceof LinkDownException down && !down.isFaultOfCommand()) {
            LOG.debugf("Message %d of the outbox not published: %s", row.id, down.kind());
            heldUp(row, down);
        } else {
            LOG.debugf("Message %d of the outbox refused: %s", row.id,
                    cause instanceof LinkDownException down ? down.kind() : cause.getClass().getName());
            refused(row);
        }
    }

    private void heldUp(OutboxRow row, LinkDownException why) {
        rounds.postpone(row.topic);
        if (sender.isReachable(row.topic)) {
            setback.add();
            metrics.outboxHeldUp();
            if (warnings.permits()) {
                OPERATOR.outboxHeldUp(why.kind());
            }
        }
    }

    private void refused(OutboxRow row) {
        metrics.outboxFailed();
        long delay = Math.min(LAST_RETRY.toMillis(), FIRST_RETRY.toMillis() << Math.min(row.attempts, 16));
        store.refused(row, System.currentTimeMillis() + delay);
        if (row.attempts + 1 < config.maxAttempts()) {
            OPERATOR.outboxRefused(row.id, row.attempts + 1, delay);
        } else {
            OPERATOR.outboxGivenUp(row.id, row.attempts + 1);
            send(List.of(row.topic));
        }
    }
}
