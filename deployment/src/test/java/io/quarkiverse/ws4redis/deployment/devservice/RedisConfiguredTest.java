package io.quarkiverse.ws4redis.deployment.devservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.QuarkusUnitTest;

class RedisConfiguredTest {

    // The class is loaded twice, by JUnit and by Quarkus: this one is JUnit's when the application is configured.
    private static final RedisProcess REDIS = RedisProcess.start(0);

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.redis.hosts", REDIS.url())
            .setLogRecordPredicate(record -> record.getLoggerName().equals(RedisProcessDevService.class.getName()))
            .assertLogRecords(records -> assertThat(records).isEmpty());

    @Inject
    RedisDataSource redis;

    @ConfigProperty(name = "quarkus.redis.hosts")
    URI configured;

    @Test
    void noOtherRedisIsStarted() {
        assertThat(redis.execute("INFO", "server").toString()).contains("tcp_port:" + configured.getPort());
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }
}
