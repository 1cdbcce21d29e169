package io.quarkiverse.ws4redis.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds rounds = new Rounds();

    @Test
    void aTopicIsInOneRoundAtATime() {
        assertThat(rounds.add(List.of("a"))).isTrue();
        List<String> first = rounds.begin();
        assertThat(first).containsExactly("a");
        assertThat(rounds.add(List.of("a"))).isFalse();
        assertThat(rounds.begin()).isEmpty();
        rounds.end(first);
        assertThat(rounds.begin()).containsExactly("a");
    }

    @Test
    void whereMuchWaitsFurtherRoundsMayBeginUpToALimit() {
        rounds.add(topics(1000));
        int begun = 0;
        while (rounds.mayBegin()) {
            assertThat(rounds.begin()).isNotEmpty();
            begun++;
        }
        assertThat(begun).isGreaterThan(1);
        assertThat(rounds.begin()).isEmpty();
    }

    @Test
    void whatWaitsOrIsBeingSentIsNotNew() {
        assertThat(rounds.isNew(List.of("a"))).isTrue();
        rounds.add(List.of("a", "b"));
        assertThat(rounds.isNew(List.of("a", "b"))).isFalse();
        List<String> begun = rounds.begin();
        assertThat(rounds.isNew(List.of("a", "b"))).isFalse();
        assertThat(rounds.isNew(List.of("a", "c"))).isTrue();
        rounds.end(begun);
        assertThat(rounds.isNew(List.of("a"))).isTrue();
        assertThat(rounds.isNew(List.of())).isFalse();
    }

    @Test
    void thereIsRoomWhenNotMuchWaits() throws InterruptedException {
        rounds.add(topics(1000));
        assertThat(rounds.awaitRoom(1)).isFalse();
        while (rounds.mayBegin()) {
            rounds.end(rounds.begin());
        }
        assertThat(rounds.awaitRoom(60_000)).isTrue();
    }

    private static List<String> topics(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
