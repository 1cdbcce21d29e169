package io.quarkiverse.ws4redis.deployment.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.session.Outbox;
import io.quarkus.test.QuarkusUnitTest;

/** Without the option nothing of the outbox is in the application. */
class OutboxOffTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClass(Room.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2");

    @Inject
    EntityManagerFactory entities;

    @Inject
    Instance<Outbox> outbox;

    @Test
    void thereIsNoTable() {
        assertThat(entities.getMetamodel().getEntities()).extracting(entity -> entity.getName())
                .containsExactly("OutboxOffTest$Room");
        assertThat(outbox.isResolvable()).isFalse();
    }

    @Entity(name = "OutboxOffTest$Room")
    public static class Room {
        @Id
        public long id;
    }
}
