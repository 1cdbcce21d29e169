package io.quarkiverse.ws4redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;

class EventStreamTest {

    private static final int OVERFLOW = -1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop(vertx);
    private final Events<Integer> events = new Events<>(loop);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everybodyWhoListensGetsTheEventsInOrder() {
        AssertSubscriber<Integer> one = listen(Long.MAX_VALUE);
        AssertSubscriber<Integer> two = listen(Long.MAX_VALUE);
        emit(5);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(List.of(one.getItems(), two.getItems())).containsOnly(List.of(0, 1, 2, 3, 4)));
    }

    @Test
    void whoIsTooSlowGetsOneWordInPlaceOfWhatIsLost() {
        AssertSubscriber<Integer> slow = listen(1);
        emit(1);
        slow.awaitItems(1, PATIENCE);
        emit(1001);
        slow.request(10);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(slow.getItems()).containsExactly(0, OVERFLOW));
        emit(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(slow.getItems()).containsExactly(0, OVERFLOW, 0));
    }

    @Test
    void whoHasLeftGetsNothing() {
        AssertSubscriber<Integer> left = listen(Long.MAX_VALUE);
        left.cancel();
        emit(1);
        assertThat(left.getItems()).isEmpty();
    }

    @Test
    void whoThrowsHasLeftAndTheOthersDoNotSuffer() {
        AtomicInteger heard = new AtomicInteger();
        events.multi(() -> null, () -> OVERFLOW).subscribe().with(item -> {
            heard.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        AssertSubscriber<Integer> other = listen(Long.MAX_VALUE);
        emit(3);
        other.awaitItems(3, PATIENCE);
        assertThat(heard).hasValue(1);
    }

    private AssertSubscriber<Integer> listen(long requested) {
        return events.multi(() -> null, () -> OVERFLOW).subscribe().withSubscriber(AssertSubscriber.create(requested))
                .awaitSubscription(PATIENCE);
    }

    private void emit(int count) {
        CountDownLatch done = new CountDownLatch(1);
        loop.run(() -> {
            IntStream.range(0, count).forEach(events::emit);
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
