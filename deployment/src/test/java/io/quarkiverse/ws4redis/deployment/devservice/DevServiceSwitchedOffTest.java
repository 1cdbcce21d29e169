package io.quarkiverse.ws4redis.deployment.devservice;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class DevServiceSwitchedOffTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.ws4redis.devservices.enabled", "false");

    @Test
    void theApplicationStartsWithoutRedis() {
        assertThat(ConfigProvider.getConfig().getOptionalValue("quarkus.redis.hosts", String.class)).isEmpty();
    }
}
