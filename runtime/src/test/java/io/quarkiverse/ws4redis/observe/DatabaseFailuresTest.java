package io.quarkiverse.ws4redis.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.BatchUpdateException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

class DatabaseFailuresTest {

    @Test
    void ofWhatADatabaseSaysOnlyItsClassAndStateAreLeft() {
        SQLException said = new BatchUpdateException("Batch entry 0 insert ... values ('secret')", "22001", 7, new int[0],
                new SQLException("value too long: 'secret'", "22001"));
        said.setNextException(new SQLException("Detail: 'secret'"));
        IllegalStateException failure = new IllegalStateException("could not insert 'secret'", said);
        failure.addSuppressed(new SQLException("'secret'"));
        String logged = print(DatabaseFailures.withoutValues(failure));
        assertThat(logged).doesNotContain("secret").contains(IllegalStateException.class.getName(),
                BatchUpdateException.class.getName() + ", SQLState 22001", "DatabaseFailuresTest.java");
    }

    @Test
    void whoLooksForTheStateFindsIt() {
        Throwable failure = DatabaseFailures.withoutValues(new RuntimeException(new SQLException("gone", "08006", 3)));
        assertThat(failure.getCause()).isInstanceOfSatisfying(SQLException.class, sql -> {
            assertThat(sql.getSQLState()).isEqualTo("08006");
            assertThat(sql.getErrorCode()).isEqualTo(3);
        });
    }

    @Test
    void otherFailuresStayAsTheyAre() {
        RuntimeException failure = new RuntimeException("on purpose", new IllegalStateException());
        assertThat(DatabaseFailures.withoutValues(failure)).isSameAs(failure);
    }

    @Test
    void aCircleOfCausesHasAnEnd() {
        SQLException first = new SQLException("secret");
        first.initCause(new RuntimeException("secret", first));
        assertThat(print(DatabaseFailures.withoutValues(first))).doesNotContain("secret");
    }

    private static String print(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
