package io.quarkiverse.ws4redis.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.config.OutboxConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.session.Publisher;
import io.vertx.core.Future;
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

    private final Vertx vertx;
    private final OutboxStore store;
    private final Publisher publisher;
    private final Metrics metrics;
    private final OutboxConfig config;
    private final long freshNanos;
    private final Rounds rounds = new Rounds();

    @Inject
    Courier(Vertx vertx, OutboxStore store, Publisher publisher, Metrics metrics, Ws4RedisConfig config) {
        this.vertx = vertx;
        this.store = store;
        this.publisher = publisher;
        this.metrics = metrics;
        this.config = config.outbox();
        this.freshNanos = config.keyWindow().toNanos() / 2;
    }

    /** Sends what waits for these topics. Returns at once. */
    void send(Collection<String> topics) {
        if (rounds.add(topics)) {
            beginRounds();
        }
    }

    /** Tries the topics again whose Redis was away and is not any more. */
    void resume() {
        send(reachable(rounds.takePostponed()));
    }

    /** Blocks until everything is sent that can be. {@return the topics of which something is left} */
    Set<String> finish(Duration limit) throws InterruptedException {
        return rounds.finish(limit.toMillis());
    }

    private void beginRounds() {
        vertx.executeBlocking(() -> {
            for (List<String> topics = rounds.begin(); !topics.isEmpty(); topics = rounds.begin()) {
                try {
                    publish(topics);
                } catch (RuntimeException e) {
                    metrics.internalError();
                    OPERATOR.outboxNotEmptied(e);
                } finally {
                    rounds.end(topics);
                }
            }
            return null;
        }, false);
    }

    /** The others wait. */
    private List<String> reachable(List<String> topics) {
        Map<Boolean, List<String>> all = topics.stream().collect(Collectors.partitioningBy(this::isReachable));
        all.get(false).forEach(rounds::postpone);
        return all.get(true);
    }

    /** What is no topic cannot wait for its Redis: it is refused. */
    private boolean isReachable(String topic) {
        try {
            return publisher.isReachable(OutboxRow.topic(topic));
        } catch (RuntimeException e) {
            return true;
        }
    }

    private void publish(List<String> all) {
        List<String> topics = reachable(all);
        if (topics.isEmpty()) {
            return;
        }
        long readAt = System.nanoTime();
        List<OutboxRow> rows = store.read(topics);
        Map<String, Queue<OutboxRow>> byTopic = new LinkedHashMap<>();
        rows.forEach(row -> byTopic.computeIfAbsent(row.topic, topic -> new ConcurrentLinkedQueue<>()).add(row));
        Queue<OutboxRow> published = new ConcurrentLinkedQueue<>();
        Queue<OutboxRow> refused = new ConcurrentLinkedQueue<>();
        Future.join(byTopic.values().stream().map(inOrder -> publish(inOrder, readAt, published, refused)).toList())
                .toCompletionStage().toCompletableFuture().join();
        if (!published.isEmpty()) {
            // In the order in which every node does it, so that two do not wait for each other.
            store.delete(published.stream().map(row -> row.id).sorted().toList());
            tellOfLate(published);
        }
        refused.forEach(this::refused);
        if (rows.size() >= config.batchSize()) {
            // There may be more; but not of those that are stuck, which would fill the next batch too.
            send(topics.stream().filter(topic -> !byTopic.containsKey(topic) || byTopic.get(topic).isEmpty()).toList());
        }
    }

    /** The next one goes out when Redis has confirmed this one: what is refused must not be overtaken. */
    private Future<Void> publish(Queue<OutboxRow> inOrder, long readAt, Queue<OutboxRow> published, Queue<OutboxRow> refused) {
        OutboxRow row = inOrder.peek();
        if (row == null || row.attempts > 0 && row.dueAt > System.currentTimeMillis()) {
            return Future.succeededFuture();
        }
        if (System.nanoTime() - readAt > freshNanos) {
            // This node was frozen. Others may have published it so long ago that Redis does not know it any more.
            rounds.postpone(row.topic);
            return Future.succeededFuture();
        }
        return publish(row).compose(v -> {
            metrics.outboxPublished();
            published.add(inOrder.remove());
            return publish(inOrder, readAt, published, refused);
        }, e -> {
            LOG.debugf(e, "Message %d of the outbox not published", row.id);
            refused.add(row);
            return Future.succeededFuture();
        });
    }

    /** Keys of the server API have one colon, those of clients have theirs behind a name. */
    private Future<?> publish(OutboxRow row) {
        return Future.succeededFuture().compose(
                v -> publisher.publish(OutboxRow.topic(row.topic), row.message, "::" + row.onceKey));
    }

    private void refused(OutboxRow row) {
        if (!isReachable(row.topic)) {
            rounds.postpone(row.topic);
            return;
        }
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

    private void tellOfLate(Collection<OutboxRow> published) {
        long now = System.currentTimeMillis();
        List<OutboxRow> late = published.stream().filter(row -> now - row.createdAt > config.overdue().toMillis()).toList();
        if (!late.isEmpty()) {
            long oldest = late.stream().mapToLong(row -> row.createdAt).min().getAsLong();
            OPERATOR.outboxLate(late.size(), TimeUnit.MILLISECONDS.toSeconds(now - oldest));
        }
    }
}
