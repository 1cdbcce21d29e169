package io.quarkiverse.ws4redis.outbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import io.vertx.core.Future;

/** What was read of some topics on its way to Redis: topics beside each other, the rows of each one after the other. */
final class Delivery {

    /**
     * A row that Redis did not take.
     *
     * @param row the row
     * @param cause why
     */
    record Failure(OutboxRow row, Throwable cause) {
    }

    private final RowSender sender;
    private final long endNanos;
    private final int size;
    private final Map<String, Queue<OutboxRow>> byTopic = new LinkedHashMap<>();
    private final Queue<OutboxRow> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> late = ConcurrentHashMap.newKeySet();

    /** {@code endNanos}: from when on, as of nanoTime, Redis may not know any more what others have sent of this. */
    Delivery(RowSender sender, List<OutboxRow> inOrder, long endNanos) {
        this.sender = sender;
        this.endNanos = endNanos;
        this.size = inOrder.size();
        inOrder.forEach(row -> byTopic.computeIfAbsent(row.topic, topic -> new ConcurrentLinkedQueue<>()).add(row));
    }

    /** Blocks until Redis has answered. */
    void run() {
        Future.join(byTopic.values().stream().map(this::next).toList()).toCompletionStage().toCompletableFuture().join();
    }

    /** The next one goes out when Redis has confirmed this one: what is refused must not be overtaken. */
    private Future<Void> next(Queue<OutboxRow> inOrder) {
        OutboxRow row = inOrder.peek();
        if (row == null || row.attempts > 0 && row.dueAt > System.currentTimeMillis()) {
            return Future.succeededFuture();
        }
        if (System.nanoTime() - endNanos > 0) {
            // This node was frozen. Others may have published it so long ago that Redis does not know it any more.
            late.add(row.topic);
            return Future.succeededFuture();
        }
        return sender.send(row).compose(v -> {
            sent.add(inOrder.remove());
            return next(inOrder);
        }, e -> {
            failures.add(new Failure(row, e));
            return Future.succeededFuture();
        });
    }

    /** {@return how many rows there were} */
    int size() {
        return size;
    }

    /** {@return the rows that Redis has taken} */
    Collection<OutboxRow> sent() {
        return sent;
    }

    /** {@return those that it did not take, one for each topic at the most} */
    Collection<Failure> failures() {
        return failures;
    }

    /** {@return the topics for which it has become too late} */
    Set<String> late() {
        return late;
    }

    /** {@return the topics of which something is left} */
    Set<String> stuck() {
        return byTopic.entrySet().stream().filter(topic -> !topic.getValue().isEmpty()).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
