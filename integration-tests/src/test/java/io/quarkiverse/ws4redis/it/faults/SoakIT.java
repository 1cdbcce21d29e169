package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/**
 * Hours in minutes: clients come and go, messages go on, and something is broken all the time. When everybody is gone the nodes hold
 * what they held at the start. {@code -Dsoak.minutes=30} runs it.
 */
@EnabledIfSystemProperty(named = "soak.minutes", matches = "\\d+")
class SoakIT {

    /** Until pools, caches and compiled code have what they need. */
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final Duration DURATION = Duration.ofMinutes(Integer.getInteger("soak.minutes", 0));
    private static final int CALM_MILLIS = 8000;
    private static final long CHURN_MILLIS = 300;
    private static final long PACE_MILLIS = 150;
    private static final int SUBSCRIBERS = 6;
    private static final int PUBLISHERS = 2;

    private static final long HEAP_TOLERANCE = 4 * 1024 * 1024;
    /** Pools of threads and connections grow and shrink by themselves. */
    private static final int TOLERANCE = 8;

    /** Topics keep their history without anybody there; for the time of the test, it does not expire. */
    private static final Pattern HISTORY = Pattern.compile("ws4redis:\\{.+}:(stream|position)");
    /** What a living node writes to see that it can, for as long as that may take. */
    private static final Pattern PROBE = Pattern.compile("ws4redis:probe:.+");
    /** All else that is there without clients: the leases of the nodes. */
    private static final String NODES = "ws4redis:nodes";

    @Test
    void whenEverybodyIsGoneAllIsAsItWasAtTheStart() {
        try (RedisProcess redis = RedisProcess.start(0);
                Rig rig = new Rig(redis, List.of("node-soak-a", "node-soak-b", "node-soak-mortal"),
                        "-Dquarkus.ws4redis.key-window=5S", "-Dquarkus.ws4redis.presence.grace=1S")) {
            List<ProxiedNode> immortal = rig.nodes().subList(0, 2);
            work(rig, redis, WARM_UP);
            awaitNoKeys(redis);
            List<Vitals> start = vitals(immortal);
            System.out.printf("at the start: %s%n", start);
            rig.node(2).start();
            work(rig, redis, DURATION);
            awaitNoKeys(redis);
            await().atMost(Rig.PATIENCE).pollInterval(Duration.ofSeconds(5)).untilAsserted(
                    () -> assertReturned(start, vitals(immortal)));
        }
    }

    /** Ends with all clients and the mortal node gone. */
    private static void work(Rig rig, RedisProcess redis, Duration duration) {
        ProxiedNode mortal = rig.node(2);
        rig.subscribe(SUBSCRIBERS);
        rig.publish(PUBLISHERS, PACE_MILLIS);
        rig.publishUnkept(PUBLISHERS, PACE_MILLIS);
        try (Churn churn = new Churn(rig.vertx(), rig.ports(0), CHURN_MILLIS)) {
            int faults = new Schedule(Fault.all(rig, redis).stream()
                    .filter(fault -> !fault.needsTheRest() || fault.place().equals(mortal.name())).toList(), duration,
                    CALM_MILLIS)
                    .run();
            rig.finish();
            System.out.printf("%s: %d faults, %d connections, %s%n", duration, faults, churn.count(), rig.summary());
        }
        new Audit(rig).nothingIsMissing();
        rig.leave();
        mortal.node().terminate();
        mortal.node().awaitExit();
        rig.nodes().subList(0, 2).forEach(node -> await().atMost(Rig.PATIENCE).untilAsserted(
                () -> assertThat(node.node().get("/q/metrics")).contains("\nws4redis_connections 0.0\n")));
    }

    private static List<Vitals> vitals(List<ProxiedNode> nodes) {
        return nodes.stream().map(node -> Vitals.of(node.node().pid())).toList();
    }

    /** Some keys are there until they expire. */
    private static void awaitNoKeys(RedisProcess redis) {
        await().atMost(Rig.PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(
                () -> assertThat(keys(redis))
                        .filteredOn(key -> !HISTORY.matcher(key).matches() && !PROBE.matcher(key).matches())
                        .containsExactly(NODES));
    }

    private static Set<String> keys(RedisProcess redis) {
        return redis.send("KEYS *").lines().filter(line -> line.startsWith("ws4redis"))
                .collect(Collectors.toSet());
    }

    private static void assertReturned(List<Vitals> start, List<Vitals> end) {
        System.out.printf("at the end: %s%n", end);
        for (int i = 0; i < end.size(); i++) {
            Vitals before = start.get(i);
            Vitals after = end.get(i);
            assertThat(after.heapBytes()).isLessThan(before.heapBytes() + HEAP_TOLERANCE);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + TOLERANCE);
            assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + TOLERANCE);
        }
    }
}
