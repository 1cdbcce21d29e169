package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Future;

/** How a node confirms its connections; when, the test says. */
class ConfirmationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 200;

    private RedisProcess redis;
    private TestNode node;

    private void start(String... redisOptions) {
        redis = RedisProcess.start(0, redisOptions);
    }

    private void join(int count) {
        node = new TestNode(redis.url(), Map.of("quarkus.ws4redis.presence.expiry", "240H",
                "quarkus.ws4redis.presence.refresh", "80H"));
        get(Future.all(members(count).map(member -> node.presence.join(member, 10)).toList()));
    }

    private static Stream<Member> members(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString)
                .map(i -> new Member("member", i, i, "c" + i, false, "jwt"));
    }

    @AfterEach
    void stop() {
        node.stop();
        redis.close();
    }

    @Test
    void manyAreConfirmedWithFewCalls() {
        start();
        join(MANY);
        // Redis knows the script from now on.
        get(node.presence.tick());
        redis.send("CONFIG RESETSTAT");
        get(node.presence.tick());
        assertThat(calls("zadd")).isGreaterThanOrEqualTo(MANY);
        assertThat(calls("evalsha")).isBetween(2, MANY / 20);
    }

    @Test
    void eachIsToldWhatHasBecomeOfIt() {
        start();
        join(3);
        Member only = new Member("terminal", "1", "t", "c3", true, "terminal");
        get(node.presence.join(only, 1));
        forget(node.keys.presence("member", "1"));
        forget(node.keys.presence("terminal", "1"));
        redis.send("ZADD " + node.keys.presence("terminal", "1") + " 99999999999999 other|c4");
        get(node.presence.tick());
        assertThat(node.online).containsExactly(members(3).toList().get(1));
        assertThat(node.replaced).containsExactly("c3");
    }

    @Test
    void whereOneAddressHasSlotsBehindItTheyAreConfirmedOneByOne() throws IOException {
        start("--cluster-enabled", "yes", "--cluster-port", Integer.toString(RedisProcess.freePort()));
        redis.send("CLUSTER ADDSLOTSRANGE 0 16383");
        await().atMost(PATIENCE).until(() -> redis.send("CLUSTER INFO").contains("cluster_state:ok"));
        join(3);
        List<String> before = members(3).map(this::expiry).toList();
        await().atMost(PATIENCE).untilAsserted(() -> {
            get(node.presence.tick());
            assertThat(members(3).map(this::expiry)).doesNotContainAnyElementsOf(before);
        });
    }

    private void forget(String key) {
        assertThat(redis.send("DEL " + key)).startsWith(":1");
    }

    private String expiry(Member member) {
        return redis.send("ZRANGE " + node.keys.presence(member.kind(), member.pk()) + " 0 -1 WITHSCORES");
    }

    private int calls(String command) {
        Matcher calls = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(redis.send("INFO commandstats"));
        return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
    }
}
