package io.quarkiverse.ws4redis.it;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** The TypeScript client against a node and a Redis that are broken under it: {@code client/test/contract}. */
class ClientContractIT {

    @Test
    void theClientKeepsItsPromisesWithARealServer() {
        try (RedisProcess redis = RedisProcess.start(0);
                WsTestNode node = Nodes.start("node-client", redis, "-Dquarkus.ws4redis.drain.duration=1S");
                RemoteControl control = new RemoteControl(node, redis)) {
            NodeJs.vitest("vitest.contract.config.ts",
                    Map.of("WS4REDIS_URL", node.ws().toString(), "WS4REDIS_CONTROL", control.url()));
        }
    }
}
