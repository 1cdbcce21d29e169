package io.quarkiverse.ws4redis.broker;

import static io.quarkiverse.ws4redis.broker.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.ws4redis.broker.PresenceModel.Action;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;

/**
 * All sequences of a few steps that the connections of one identity on two nodes can take: they come and go, replace each other,
 * nodes crash, also in the middle of it, are frozen, are swept and come back. After each step Redis, the hooks and the open
 * connections are as the model has them; after a while who is open is who is present, of an onlyOne identity the last that came.
 */
class PresenceInterleavingsTest {

    private static final int LENGTH = Integer.getInteger("presence.steps", 4);
    private static final int AT_ONCE = 500;

    private static RedisProcess redis;
    private static TestNode link;
    private static Ws4RedisConfig config;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(0);
        link = new TestNode(redis.url());
        // What the clock does meanwhile must not matter.
        config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Ws4RedisConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("quarkus.ws4redis.presence.expiry", "240H",
                        "quarkus.ws4redis.presence.refresh", "80H"), "test", 100))
                .build().getConfigMapping(Ws4RedisConfig.class);
    }

    @AfterAll
    static void stop() {
        link.stop();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsOpenIsWhoIsPresentWhateverHappensInWhateverOrder(boolean onlyOne) {
        List<List<Action>> all = new ArrayList<>();
        sequences(onlyOne, List.of(), all);
        assertThat(all).hasSizeGreaterThan(1000);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Future<Void>> runs = new ArrayList<>();
            for (int i = from; i < Math.min(from + AT_ONCE, all.size()); i++) {
                List<Action> actions = all.get(i);
                runs.add(new PresenceRun(link, config, i, onlyOne, actions).run()
                        .recover(e -> Future.failedFuture(new AssertionError(actions.toString(), e))));
            }
            get(Future.join(runs));
        }
    }

    private static void sequences(boolean onlyOne, List<Action> before, List<List<Action>> all) {
        if (before.size() == LENGTH) {
            // What is done in the end is what all sequences end with.
            if (!PresenceModel.QUIET.contains(before.get(LENGTH - 1))) {
                all.add(before);
            }
            return;
        }
        PresenceModel model = new PresenceModel(onlyOne);
        before.forEach(model::perform);
        for (Action action : model.possible()) {
            List<Action> longer = new ArrayList<>(before);
            longer.add(action);
            sequences(onlyOne, longer, all);
        }
    }
}
