package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** A node that was without its link to Redis for a while, and its connections. */
class RepairIT {

    private static final int MISSED = 3;

    @Test
    void aNodeReadsWhatItMissedAndItsConnectionsNoticeNothing() {
        try (RedisProcess redis = RedisProcess.start(0);
                Rig rig = new Rig(redis, List.of("node-repairing", "node-well"))) {
            rig.subscribe(2);
            WsTestNode repairing = rig.node(0).node();
            rig.node(0).toRedis().cut();
            repairing.awaitReady(false);
            for (int i = 0; i < MISSED; i++) {
                rig.node(1).node().post("/server/publish?channel=" + Rig.CHANNEL + "&pk=" + Rig.PK, "{}");
            }
            rig.node(0).toRedis().heal();
            assertThat(rig.subscribers()).allSatisfy(subscriber -> {
                await().atMost(Rig.PATIENCE).until(() -> subscriber.runs().get(0).offset() == MISSED);
                assertThat(subscriber.recoveries()).isZero();
                assertThat(subscriber.faults()).isEmpty();
            });
            assertThat(repairing.get("/q/metrics")).contains("ws4redis_repairs_total{outcome=\"complete\"} 1.0");
        }
    }
}
