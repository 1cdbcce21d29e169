package io.quarkiverse.ws4redis.session;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkiverse.ws4redis.WsException;
import io.quarkiverse.ws4redis.broker.LinkDownException;
import io.quarkiverse.ws4redis.broker.TooManyConnectionsException;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Decides what a client is told of a failure, and sees to it that nothing is told that it should not know. */
final class Failures {

    private static final OperatorLog OPERATOR = OperatorLog.of(Failures.class);

    private Failures() {
    }

    /** {@return what to answer; a failure that is nobody's intention is logged with the reference that is answered} */
    static WireError answerTo(Throwable failure, String what, String connectionId) {
        Optional<WireError> chosen = chosen(failure);
        if (chosen.isPresent()) {
            return chosen.get();
        }
        if (failure instanceof LinkDownException down) {
            return down.isUncertain() ? WireError.UNCERTAIN : WireError.UNAVAILABLE;
        }
        if (failure instanceof TooManyConnectionsException) {
            return WireError.TOO_MANY_CONNECTIONS;
        }
        String reference = UUID.randomUUID().toString();
        if (isDatabaseAway(failure)) {
            OPERATOR.databaseAway(failure, what, connectionId, reference);
            return WireError.UNCERTAIN;
        }
        OPERATOR.requestFailed(failure, what, connectionId, reference);
        return WireError.internal(reference);
    }

    /** {@return the answer no to a question for permission; empty if the failure is no answer, so that nobody knows} */
    static Optional<WireError> decision(Throwable failure) {
        return chosen(failure).filter(error -> error.code() < 500);
    }

    /** {@return what somebody has decided to say; empty for a failure that nobody has decided on} */
    static Optional<WireError> chosen(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return Optional.of(refused.error());
        }
        if (failure instanceof WsException chosen) {
            return Optional.of(new WireError(chosen.code(), chosen.getMessage()));
        }
        return failure instanceof ForbiddenException || failure instanceof UnauthorizedException
                ? Optional.of(new WireError(403, "permission denied"))
                : Optional.empty();
    }

    private static boolean isDatabaseAway(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20)
                .anyMatch(cause -> cause instanceof SQLTransientConnectionException
                        || cause instanceof SQLException sql && isAway(sql.getSQLState()));
    }

    /**
     * Class 08 is "connection exception" in ISO/IEC 9075, 57P PostgreSQL's shutting down. Without a state it is no database
     * that speaks, but a pool that waited for one.
     */
    private static boolean isAway(String sqlState) {
        return sqlState == null || sqlState.startsWith("08") || sqlState.startsWith("57P");
    }
}
