package io.quarkiverse.ws4redis.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.nodes.Packaged;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** The sample's page in a browser without a screen, against a node and a Redis that are broken under it: {@code client/test/e2e}. */
class ChatPageIT {

    private static final Path CHAT = Path.of("..", "samples", "chat", "target", "quarkus-app", "quarkus-run.jar");

    @Test
    void thePageKeepsWhatTheClientPromises(@TempDir Path data) {
        assumeTrue(Files.exists(CHAT), "The module samples/chat has not been built");
        Optional<Path> browser = Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name -> NodeJs.onPath(name).stream()).findFirst();
        assumeTrue(browser.isPresent(), "There is no Chromium on the PATH");
        try (RedisProcess redis = RedisProcess.start(0);
                WsTestNode node = Nodes.start(new Packaged(CHAT), "node-chat", redis,
                        // What was said is there after a restart, even what was said right before.
                        "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + data.toAbsolutePath().resolve("chat")
                                + ";WRITE_DELAY=0",
                        "-Dquarkus.hibernate-orm.schema-management.strategy=update", "-Dchat.one-window=true",
                        "-Dchat.token-life=20S", "-Dmp.jwt.verify.clock.skew=0", "-Dquarkus.ws4redis.drain.duration=1S");
                RemoteControl control = new RemoteControl(node, redis)) {
            NodeJs.vitest("vitest.e2e.config.ts", Map.of("WS4REDIS_URL", node.ws().resolve("/").toString(),
                    "WS4REDIS_CONTROL", control.url(), "WS4REDIS_CHROMIUM", browser.get().toString(),
                    "WS4REDIS_SCREENSHOTS", Path.of("target", "screenshots").toAbsolutePath().toString()));
        }
    }
}
