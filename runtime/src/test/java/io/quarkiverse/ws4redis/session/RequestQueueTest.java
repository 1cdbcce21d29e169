package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.vertx.core.Future;
import io.vertx.core.Promise;

class RequestQueueTest {

    private final RequestQueue queue = new RequestQueue(Runnable::run, 2);
    private final List<String> handled = new ArrayList<>();

    @Test
    void oneComesAfterTheOther() {
        Promise<Void> first = add("first");
        add("second").complete();
        add("third").complete();
        assertThat(handled).containsExactly("first");
        first.complete();
        assertThat(handled).containsExactly("first", "second", "third");
    }

    @Test
    void aRequestThatFailsDoesNotHoldUpTheOthers() {
        Promise<Void> first = add("first");
        add("second");
        first.fail("no");
        assertThat(handled).containsExactly("first", "second");
    }

    @Test
    void itIsFullWhenSoManyWait() {
        Promise<Void> first = add("first");
        add("second").complete();
        assertThat(queue.isFull()).isFalse();
        add("third").complete();
        assertThat(queue.isFull()).isTrue();
        first.complete();
        assertThat(queue.isFull()).isFalse();
    }

    @Test
    void nothingIsHandledWhileTooManyAnswersAreOwed() {
        Promise<Void> one = Promise.promise();
        Promise<Void> other = Promise.promise();
        queue.await(one.future());
        queue.await(other.future());
        add("next");
        assertThat(handled).isEmpty();
        one.complete();
        assertThat(handled).containsExactly("next");
        other.complete();
    }

    @Test
    void nothingIsHandledAfterTheEnd() {
        Promise<Void> first = add("first");
        add("second");
        queue.close();
        first.complete();
        add("third");
        assertThat(handled).containsExactly("first");
    }

    private Promise<Void> add(String name) {
        Promise<Void> done = Promise.promise();
        queue.add(() -> {
            handled.add(name);
            return Future.future(promise -> done.future().onComplete(promise));
        });
        return done;
    }
}
