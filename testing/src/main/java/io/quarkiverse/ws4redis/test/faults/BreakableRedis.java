package io.quarkiverse.ws4redis.test.faults;

import java.util.Map;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A Redis of the test's own, behind a link that the test can break. Losses are noticed within a second or two in place of the
 * defaults.
 *
 * <pre>{@code
 * @QuarkusTest
 * @WithTestResource(BreakableRedis.class)
 * class LossTest {
 *
 *     @InjectRedisLink
 *     BreakableLink redis;
 * }
 * }</pre>
 */
public final class BreakableRedis implements QuarkusTestResourceLifecycleManager {

    private RedisProcess redis;
    private BreakableLink link;

    @Override
    public Map<String, String> start() {
        redis = RedisProcess.start(0);
        link = BreakableLink.to(redis.port());
        return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + link.port(), "quarkus.ws4redis.redis.timeout", "1S",
                "quarkus.ws4redis.redis.probe-interval", "500MS", "quarkus.ws4redis.redis.reconnect-max", "500MS");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(link, new TestInjector.AnnotatedAndMatchesType(InjectRedisLink.class, BreakableLink.class));
    }

    @Override
    public void stop() {
        if (link != null) {
            link.close();
        }
        if (redis != null) {
            redis.close();
        }
    }
}
