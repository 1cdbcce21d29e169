package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.vertx.core.Future;
import io.vertx.core.Promise;

class ThrottleTest {

    private final Throttle throttle = new Throttle(2);
    private final List<String> begun = new ArrayList<>();

    @Test
    void soManyHappenAtTheSameTimeAndTheOthersInTheirTurn() {
        Promise<Void> first = add("first");
        Promise<Void> second = add("second");
        add("third");
        add("fourth");
        assertThat(begun).containsExactly("first", "second");
        second.complete();
        assertThat(begun).containsExactly("first", "second", "third");
        first.fail("no");
        assertThat(begun).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void whatEndsAtOnceMakesRoomAtOnce() {
        add("first");
        throttle.add(() -> {
            begun.add("short");
            return Future.succeededFuture();
        });
        add("last");
        assertThat(begun).containsExactly("first", "short", "last");
    }

    private Promise<Void> add(String name) {
        Promise<Void> done = Promise.promise();
        throttle.add(() -> {
            begun.add(name);
            return done.future();
        });
        return done;
    }
}
