package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashSlotTest {

    /** As CLUSTER KEYSLOT of Redis 7.0 answers. */
    @ParameterizedTest
    @CsvSource({"123456789,12739", "foo,12182", "x,16287", "ws4redis:{foo}:stream,12182", "{}foo,9500", "a{b,13340",
            "{foo}{bar},12182",
            "ws4redis:nodes,2964", "grüße,3194"})
    void aNameHasTheSlotThatRedisGivesIt(String name, int slot) {
        assertThat(HashSlot.of(name)).isEqualTo(slot);
    }

    @Test
    void everySlotHasAHashTag() {
        for (int slot = 0; slot < HashSlot.COUNT; slot += 997) {
            int wanted = slot;
            assertThat(HashSlot.of("ws4redis:{" + HashSlot.tagIn(s -> s == wanted) + "}:x")).isEqualTo(slot);
        }
    }

    @Test
    void aCommandNamesShardedChannelsOfOneSlotOnly() {
        assertThat(PubSub.SHARDED.batches(List.of("{a}1", "{b}1", "{a}2"))).containsExactlyInAnyOrder(List.of("{a}1", "{a}2"),
                List.of("{b}1"));
        assertThat(PubSub.PLAIN.batches(List.of("{a}1", "{b}1", "{a}2"))).containsExactly(List.of("{a}1", "{b}1", "{a}2"));
        assertThat(PubSub.SHARDED.batches(List.of())).isEmpty();
    }

    @Test
    void eachOfSeveralRedisGetsItsShareOfTheSlots() {
        assertThat(shares(List.of("a", "b", "c")).values()).allSatisfy(share -> assertThat(share).isBetween(4900, 6000));
    }

    @Test
    void oneRedisMoreTakesNoMoreThanItsOwnShare() {
        List<String> names = List.of("a", "b", "c");
        List<String> more = List.of("d", "c", "b", "a");
        List<String> takers = new ArrayList<>();
        for (int slot = 0; slot < HashSlot.COUNT; slot++) {
            String owner = StandaloneTopology.owner(slot, more);
            if (!owner.equals(StandaloneTopology.owner(slot, names))) {
                takers.add(owner);
            }
        }
        assertThat(takers).containsOnly("d").hasSizeBetween(3600, 4600);
    }

    private static Map<String, Integer> shares(List<String> names) {
        Map<String, Integer> shares = new TreeMap<>();
        IntStream.range(0, HashSlot.COUNT)
                .forEach(slot -> shares.merge(StandaloneTopology.owner(slot, names), 1, Integer::sum));
        return shares;
    }
}
