package io.quarkiverse.ws4redis.session;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.observe.tracing.RequestTrace;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * A subscription whose permission is asked for again, until there is an answer to a question that was asked after all that has
 * changed. A denial counts in any case, however late it comes. What is no answer, because the database is away or the method fails, is neither a grant
 * nor a denial: it is asked again, later each time, and not for ever. Everything on the session's event loop.
 */
final class Recheck {

    private static final Logger LOG = Logger.getLogger(Recheck.class);

    /** A question that takes longer must not keep others from being asked. */
    private static final long LIMIT_MILLIS = 10_000;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final Rechecks all;
    private final Session session;
    private final Topic topic;
    private boolean again;
    private int failures;
    private long failingSince;

    Recheck(Rechecks all, Session session, Topic topic) {
        this.all = all;
        this.session = session;
        this.topic = topic;
    }

    /** Something has changed while it waits or is asked. */
    void again() {
        again = true;
    }

    /** Asks in its turn. */
    void ask() {
        all.throttle().add(() -> {
            Promise<Void> turn = Promise.promise();
            session.run(() -> question().onComplete(turn));
            return turn.future();
        });
    }

    private Future<Void> question() {
        if (isOver()) {
            return Future.succeededFuture();
        }
        again = false;
        all.metrics().rechecked();
        // Within a future, so that what is thrown gives the turn back, too. No request, also none that is being handled, has
        // asked for this.
        Future<Void> answer = Future.succeededFuture()
                .compose(v -> all.permissions().stay(session, RequestTrace.NONE, topic));
        return session.onLoop(inTime(answer)).transform(result -> {
            if (!isOver()) {
                answered(result);
            }
            return Future.succeededFuture();
        });
    }

    private void answered(AsyncResult<Void> answer) {
        if (answer.succeeded()) {
            granted();
        } else {
            Failures.decision(answer.cause()).ifPresentOrElse(error -> revoke(error, answer.cause()),
                    () -> failed(answer.cause()));
        }
    }

    private void granted() {
        failures = 0;
        if (again) {
            ask();
        } else {
            end();
        }
    }

    private void revoke(WireError error, Throwable cause) {
        end();
        LOG.debugf("Subscription of %s, connection %s, to %s ended: %s", session.who(), session.id(), topic, error.text());
        all.revoke(session, topic, error, cause);
    }

    private void failed(Throwable cause) {
        all.failed(cause, session, topic);
        long now = System.nanoTime();
        if (failures++ == 0) {
            failingSince = now;
        }
        long left = all.patienceNanos() - (now - failingSince);
        if (left <= 0) {
            revoke(WireError.UNAVAILABLE, cause);
        } else {
            all.vertx().setTimer(1 + Math.min(pause(), TimeUnit.NANOSECONDS.toMillis(left)), t -> ask());
        }
    }

    /** With jitter: all subscribers of a channel fail at the same time. */
    private long pause() {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2);
    }

    /** The subscription has ended, which may have been made anew since. */
    private boolean isOver() {
        return session.rechecks().get(topic) != this;
    }

    private void end() {
        session.rechecks().remove(topic);
    }

    private Future<Void> inTime(Future<Void> answer) {
        if (answer.isComplete()) {
            return answer;
        }
        Promise<Void> first = Promise.promise();
        long timer = all.vertx().setTimer(LIMIT_MILLIS,
                t -> first.tryFail(new TimeoutException("canSubscribeTo has not answered in time")));
        answer.onComplete(result -> {
            all.vertx().cancelTimer(timer);
            if (result.succeeded()) {
                first.tryComplete();
            } else if (!first.tryFail(result.cause())) {
                session.run(() -> late(result.cause()));
            }
        });
        return first.future();
    }

    private void late(Throwable failure) {
        if (!isOver()) {
            Failures.decision(failure).ifPresent(error -> revoke(error, failure));
        }
    }
}
