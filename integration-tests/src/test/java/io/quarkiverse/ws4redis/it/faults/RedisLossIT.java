package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.it.Sentinels;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/**
 * A Redis that may have forgotten what it had confirmed: what is missing then, everybody is told of. Only with a promise that Redis
 * itself does not make could more be said.
 */
class RedisLossIT {

    private static final int TIMES = 2;

    @Test
    void whoeverMissesWhatWasInTheMemoryOfARedisThatWasKilledIsTold() {
        try (RedisProcess redis = RedisProcess.start(0)) {
            everybodyIsTold(redis, "lossy", i -> redis.restart());
        }
    }

    @Test
    void aRedisThatHasItsFileIsNotTrustedBecauseTheLastSecondMayBeMissing() {
        try (RedisProcess redis = RedisProcess.start(0, "--appendonly", "yes")) {
            everybodyIsTold(redis, "file", i -> redis.restart());
        }
    }

    @Test
    void whoeverMissesWhatASentinelsNewMasterNeverGotIsTold() {
        try (Sentinels sentinels = new Sentinels()) {
            everybodyIsTold(sentinels.master(), "failover", i -> {
                if (i % 2 == 0) {
                    sentinels.killMaster();
                    await().atMost(Rig.PATIENCE).until(sentinels::hasMaster);
                    sentinels.heal();
                } else {
                    sentinels.failOver();
                }
            }, "-Dquarkus.redis.client-type=sentinel", "-Dquarkus.redis.hosts=" + sentinels.hosts(),
                    "-Dquarkus.redis.master-name=main");
        }
    }

    private static void everybodyIsTold(RedisProcess redis, String name, IntConsumer strike, String... options) {
        try (Rig rig = new Rig(redis, List.of("node-" + name + "-a", "node-" + name + "-b"), options)) {
            rig.subscribe(4);
            rig.publish(2, 50);
            rig.publishUnkept(2, 50);
            rig.awaitPublished(10);
            IntStream.range(0, TIMES).forEach(i -> {
                strike.accept(i);
                rig.nodes().forEach(node -> node.node().awaitReady(true));
                rig.awaitPublished(10);
            });
            rig.finish();
            System.out.println(rig.summary());
            new Audit(rig).noSilentHole();
            assertThat(rig.subscribers()).allSatisfy(subscriber -> assertThat(subscriber.runs())
                    .as("what %s was told", subscriber.name()).hasSizeGreaterThan(TIMES));
        }
    }
}
