package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/** What may break without Redis losing anything, in random order: nobody loses a message, or gets one twice, or too early. */
class FaultsIT {

    @Test
    void nothingIsLostWhateverBreaksAroundRedis() {
        try (RedisProcess redis = RedisProcess.start(0);
                Rig rig = new Rig(redis, List.of("node-faulty-a", "node-faulty-b"))) {
            rig.endure(Fault.all(rig, redis));
            new Audit(rig).nothingIsMissing();
            rig.leave();
            rig.nodes().forEach(FaultsIT::assertNobodyIsPresent);
        }
    }

    private static void assertNobodyIsPresent(ProxiedNode node) {
        await().atMost(Rig.PATIENCE).untilAsserted(() -> {
            assertThat(node.node().get("/server/presence?channel=" + Rig.UNKEPT + "&pk=" + Rig.PK)).contains("\"count\":0");
            assertThat(node.node().get("/q/metrics")).doesNotContainPattern("ws4redis_presence_connections.* [1-9]");
        });
    }
}
