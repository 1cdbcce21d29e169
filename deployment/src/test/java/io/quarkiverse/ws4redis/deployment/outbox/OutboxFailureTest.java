package io.quarkiverse.ws4redis.deployment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;

/** What a database says when it does not take a message may quote the message: it gets neither into a log nor to the application. */
class OutboxFailureTest {

    private static final String SECRET = "a secret that is too long";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.ws4redis.outbox.enabled", "true")
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.hibernate-orm.schema-management.strategy", "drop-and-create")
            .setLogRecordPredicate(logged -> true)
            .assertLogRecords(log -> {
                PatternFormatter formatter = new PatternFormatter("%c %s%e");
                assertThat(log).extracting(formatter::format).noneMatch(line -> line.contains(SECRET));
            });

    @Inject
    EntityManager entities;

    @Inject
    Ws4Redis ws;

    @Test
    void aMessageThatCannotBeWrittenRollsTheTransactionBackAndIsNotQuoted() {
        QuarkusTransaction.requiringNew().run(() -> entities
                .createNativeQuery("alter table ws4redis_outbox alter column message varchar(10)").executeUpdate());
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> ws.afterCommit().broadcast(SECRET)))
                .satisfies(failure -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        assertThat(String.valueOf(cause.getMessage())).doesNotContain(SECRET);
                    }
                }).hasStackTraceContaining("SQLState 22001");
    }
}
