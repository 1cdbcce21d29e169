package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** A build failure: of two databases, only one could have the outbox. */
class OutboxUnitsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Room.class))
            .overrideConfigKey("quarkus.ws4redis.outbox.enabled", "true")
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.visitors.db-kind", "h2")
            .overrideConfigKey("quarkus.hibernate-orm.packages", "io.quarkiverse.ws4redis.deployment.invalid")
            .overrideConfigKey("quarkus.hibernate-orm.visitors.packages", "org.example.visitors")
            .overrideConfigKey("quarkus.hibernate-orm.visitors.datasource", "visitors")
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("quarkus.ws4redis.outbox.enabled needs one persistence unit")
                    .hasStackTraceContaining("the application has 2"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @Entity
    public static class Room {
        @Id
        public long id;
    }
}
