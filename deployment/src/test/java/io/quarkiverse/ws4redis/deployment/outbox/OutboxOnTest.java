package io.quarkiverse.ws4redis.deployment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;

/** With the option there is a table, also if the application has no entities and another idea of names. */
class OutboxOnTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClass(Prefixed.class))
            .overrideConfigKey("quarkus.ws4redis.outbox.enabled", "true")
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.hibernate-orm.physical-naming-strategy",
                    "io.quarkiverse.ws4redis.deployment.outbox.Prefixed")
            .overrideConfigKey("quarkus.hibernate-orm.schema-management.strategy", "drop-and-create");

    @Inject
    EntityManager entities;

    @Inject
    Ws4Redis ws;

    @Test
    void messagesAreItsRows() {
        QuarkusTransaction.requiringNew().run(() -> {
            ws.afterCommit().broadcast("hi");
            assertThat(rows()).isZero();
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> QuarkusTransaction.requiringNew().call(this::rows) == 0);
    }

    private long rows() {
        return ((Number) entities.createNativeQuery("select count(a_once_key) from a_ws4redis_outbox").getSingleResult())
                .longValue();
    }
}
