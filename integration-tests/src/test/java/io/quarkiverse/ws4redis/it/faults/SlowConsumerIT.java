package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.it.SlowClient;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/** A client that does not read, among others that do. */
class SlowConsumerIT {

    @Test
    void whoDoesNotReadIsClosedAndTheOthersGetEverything() {
        try (RedisProcess redis = RedisProcess.start(0);
                Rig rig = new Rig(redis, List.of("node-slow"), "-Dquarkus.ws4redis.limits.outbound-buffer=256K");
                SlowClient slow = SlowClient.connect(rig.node(0).node().ws()).authAs(7).subscribe(Rig.CHANNEL, 1)) {
            rig.subscribe(3);
            rig.publish(4, 25, 30_000);
            await().atMost(Rig.PATIENCE).untilAsserted(
                    () -> assertThat(rig.node(0).node().get("/q/metrics")).contains("closes_total{code=\"4005\"} 1.0"));
            rig.finish();
            System.out.println(rig.summary());
            new Audit(rig).nothingIsMissing();
            List<String> read = slow.readUntil(text -> false);
            assertThat(slow.closeCode()).isIn(4005, 1006);
            assertThat(read).as("what it had got until then").isNotEmpty().allSatisfy(
                    text -> assertThat(text).contains("\"offset\":" + (read.indexOf(text) + 1) + "}"));
        }
    }
}
