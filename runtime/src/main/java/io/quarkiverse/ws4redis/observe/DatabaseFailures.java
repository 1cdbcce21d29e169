package io.quarkiverse.ws4redis.observe;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/** Failures of a database as they may be logged: what it says may quote the values of a row, and so the body of a message. */
public final class DatabaseFailures {

    /** So long a chain of causes may have a cycle. */
    private static final int DEPTH = 20;

    private DatabaseFailures() {
    }

    /**
     * Takes what a database has said out of a failure.
     *
     * @param failure any failure
     * @return the same if no database has to do with it; otherwise one that has in place of each text the class and the
     *         SQLState, and the same stack traces
     */
    public static Throwable withoutValues(Throwable failure) {
        return isOfDatabase(failure) ? copy(failure, DEPTH) : failure;
    }

    private static boolean isOfDatabase(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEPTH)
                .anyMatch(SQLException.class::isInstance);
    }

    /** Who looks for the SQLState finds it. */
    private static Throwable copy(Throwable failure, int depth) {
        String name = failure.getClass().getName();
        Throwable copy = failure instanceof SQLException sql
                ? new SQLException(name + ", SQLState " + sql.getSQLState(), sql.getSQLState(), sql.getErrorCode())
                : new RuntimeException(name);
        copy.setStackTrace(failure.getStackTrace());
        if (failure.getCause() != null && depth > 1) {
            copy.initCause(copy(failure.getCause(), depth - 1));
        }
        return copy;
    }
}
