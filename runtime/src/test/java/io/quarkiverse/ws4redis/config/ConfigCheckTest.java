package io.quarkiverse.ws4redis.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class ConfigCheckTest {

    @Test
    void theDefaultsWork() {
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"prefix,a:b", "default-facility,a:b", "heartbeat,{}", "facilities,other", "channels.room.subscribe,true",
            "channels.broadcast.subscribe,true", "channels.user.subscribe,true", "channels.terminal.subscribe,true",
            "auth.max-failures,0", "auth.deadline,1S", "presence.expiry,20S",
            "limits.max-connections,0", "limits.request-rate,0", "limits.max-name-length,129", "redis.reconnect-max,1MS",
            "presence.grace,-1S", "presence.max-members,-1", "drain.duration,-1S", "limits.total-outbound-buffer,1K",
            "redis.probe-interval,0S", "redis.timeout,0S", "limits.max-history,0", "key-window,0S", "interop.prefix,a:b",
            "interop.channels,a:b", "interop.max-message-size,0", "recheck.concurrency,0", "recheck.patience,-1S"})
    void whatCannotWorkIsRefusedByItsName(String option, String value) {
        String named = option.replaceAll("\\.subscribe$", "");
        assertThatThrownBy(() -> check(Map.of("quarkus.ws4redis." + option, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.ws4redis." + named)
                .hasMessageContaining("must be");
    }

    @ParameterizedTest
    @CsvSource({"history.user,0,1H,history.user.size", "history.user,1,0S,history.user.ttl", "history.room,1,1H,history.room",
            "history.a:b,1,1H,history.a:b", "channels.lobby.history,0,1H,channels.lobby.history.size"})
    void aHistoryThatKeepsNothingIsRefused(String option, int size, String ttl, String named) {
        String prefix = "quarkus.ws4redis." + option;
        assertThatThrownBy(() -> check(Map.of(prefix + ".size", Integer.toString(size), prefix + ".ttl", ttl)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.ws4redis." + named + " must be");
    }

    @Test
    void aRedisClientThatFailsOverByItselfIsRefused() {
        Map<String, String> options = Map.of("quarkus.redis.auto-failover", "true", "quarkus.redis.other.auto-failover",
                "false");
        Config config = new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(options, "test", 100)).build();
        assertThatThrownBy(() -> ConfigCheck.checkRedisClients(config, List.of("<default>"), false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.redis.auto-failover must be false");
        assertThatCode(() -> ConfigCheck.checkRedisClients(config, List.of("other"), false)).doesNotThrowAnyException();
    }

    @Test
    void aRedisClientThatTakesTooFewCommandsAtATimeIsRefused() {
        Map<String, String> options = Map.of("quarkus.redis.max-waiting-handlers", "1024");
        Config config = new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(options, "test", 100)).build();
        assertThatThrownBy(() -> ConfigCheck.checkRedisClients(config, List.of("<default>"), false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.redis.max-waiting-handlers must be at least 2048");
    }

    @Test
    void redisClientsThatCannotBeUsedTogetherAreRefused() {
        Map<String, String> options = Map.of("quarkus.redis.a.client-type", "cluster");
        Config config = new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(options, "test", 100)).build();
        assertThatThrownBy(() -> ConfigCheck.checkRedisClients(config, List.of("a", "b"), false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.ws4redis.redis-clients must be one name only")
                .hasMessageContaining("quarkus.redis.a.client-type is cluster");
        assertThatThrownBy(() -> ConfigCheck.checkRedisClients(config, List.of("b", "b"), false))
                .hasMessageContaining("quarkus.ws4redis.redis-clients must be names that differ");
        assertThatCode(() -> ConfigCheck.checkRedisClients(config, List.of("a"), false)).doesNotThrowAnyException();
        assertThatCode(() -> ConfigCheck.checkRedisClients(config, List.of("b", "c"), false)).doesNotThrowAnyException();
    }

    @Test
    void djangoWorkersHaveOneRedisThatIsNoCluster() {
        Map<String, String> options = Map.of("quarkus.redis.a.client-type", "cluster");
        Config config = new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(options, "test", 100)).build();
        for (List<String> clients : List.of(List.of("a"), List.of("b", "c"))) {
            assertThatThrownBy(() -> ConfigCheck.checkRedisClients(config, clients, true))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("quarkus.ws4redis.interop.enabled must be false");
        }
        assertThatCode(() -> ConfigCheck.checkRedisClients(config, List.of("b"), true)).doesNotThrowAnyException();
    }

    private static void check(Map<String, String> options) {
        ConfigCheck.check(new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Ws4RedisConfig.class)
                .withSources(new PropertiesConfigSource(options, "test", 100)).build().getConfigMapping(Ws4RedisConfig.class),
                Set.of("room"), Set.of("terminal"));
    }
}
