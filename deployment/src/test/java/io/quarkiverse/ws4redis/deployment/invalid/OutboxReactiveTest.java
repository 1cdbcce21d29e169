package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: the outbox is written by JDBC in a JTA transaction. */
class OutboxReactiveTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withEmptyApplication()
            .setForcedDependencies(
                    List.of(Dependency.of("io.quarkus", "quarkus-hibernate-reactive", Version.getVersion())))
            .overrideConfigKey("quarkus.ws4redis.outbox.enabled", "true")
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("quarkus.ws4redis.outbox.enabled does not work with Hibernate Reactive"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }
}
