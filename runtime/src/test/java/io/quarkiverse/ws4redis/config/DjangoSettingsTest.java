package io.quarkiverse.ws4redis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class DjangoSettingsTest {

    @Test
    void theEnvironmentOfADjangoWorkerIsUnderstood() {
        Ws4RedisConfig config = config(Map.of("WS4REDIS_PREFIX", "shop", "WS4REDIS_HEARTBEAT", "ping",
                "WS4REDIS_FACILITIES", "events,lobby"), Map.of());
        assertThat(config.prefix()).isEqualTo("shop");
        assertThat(config.interop().prefix()).isEqualTo("shop");
        assertThat(config.heartbeat()).isEqualTo("ping");
        assertThat(config.facilities().orElseThrow()).containsExactlyInAnyOrder("events", "lobby");
    }

    @Test
    void withoutItTheDefaultsAreTheDefaults() {
        Ws4RedisConfig config = config(Map.of(), Map.of());
        assertThat(config.prefix()).isEqualTo("ws4redis");
        assertThat(config.interop().prefix()).as("what the original has if there is none").isEqualTo("None");
        assertThat(config.facilities()).isEmpty();
    }

    @Test
    void ourOwnNamesWinInTheSameEnvironment() {
        Ws4RedisConfig config = config(Map.of("WS4REDIS_PREFIX", "shop", "QUARKUS_WS4REDIS_PREFIX", "ours"), Map.of());
        assertThat(config.prefix()).isEqualTo("ours");
        assertThat(config.interop().prefix()).isEqualTo("shop");
    }

    @Test
    void anEnvironmentWinsOverWhatIsPackaged() {
        assertThat(config(Map.of("WS4REDIS_PREFIX", "shop"), Map.of("quarkus.ws4redis.prefix", "packaged")).prefix())
                .isEqualTo("shop");
    }

    private static Ws4RedisConfig config(Map<String, String> environment, Map<String, String> packaged) {
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Ws4RedisConfig.class)
                .withInterceptors(new DjangoSettings())
                .withSources(new EnvConfigSource(environment, 300), new PropertiesConfigSource(packaged, "packaged", 250))
                .build().getConfigMapping(Ws4RedisConfig.class);
    }
}
