package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/** A new version is rolled out: one node after the other is terminated and started again, while messages go on. */
class RollingRestartIT {

    @Test
    void nobodyLosesAMessageOrGetsOneTwice() {
        try (RedisProcess redis = RedisProcess.start(0);
                Rig rig = new Rig(redis, List.of("node-rolling-a", "node-rolling-b"),
                        "-Dquarkus.ws4redis.drain.duration=2S")) {
            rig.subscribe(12);
            rig.publish(3, 30);
            rig.publishUnkept(2, 30);
            rig.awaitPublished(20);
            for (ProxiedNode node : rig.nodes()) {
                node.node().terminate();
                node.node().awaitExit();
                rig.awaitPublished(20);
                node.start();
                rig.awaitPublished(20);
            }
            rig.finish();
            System.out.println(rig.summary());
            new Audit(rig).nothingIsMissing();
            assertThat(rig.subscribers()).allSatisfy(subscriber -> assertThat(subscriber.recoveries())
                    .as("how often %s came back", subscriber.name()).isPositive());
        }
    }
}
