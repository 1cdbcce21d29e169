package io.quarkiverse.ws4redis.client;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Replaces a token on the connection before it expires, so that nothing is interrupted. */
final class Renewal {

    /** As long before the end as the server's own warning. */
    private static final long MARGIN = TimeUnit.MINUTES.toMillis(1);
    /** Tokens that live shorter than the server's warning are warned of at once: not a new one at once each time. */
    private static final long QUIET = TimeUnit.SECONDS.toMillis(5);

    private final Loop loop;
    private final Credentials credentials;
    private final Function<Token, Future<Frame>> authenticate;
    private Loop.Timer timer = Loop.Timer.NONE;
    private long due = Long.MAX_VALUE;
    private long expiry;
    private long acceptedAt;
    /** Grows with each stop: what was asked for before comes too late. */
    private int turn;

    /** {@code authenticate} sends an {@code auth} request. */
    Renewal(Loop loop, Credentials credentials, Function<Token, Future<Frame>> authenticate) {
        this.loop = loop;
        this.credentials = credentials;
        this.authenticate = authenticate;
    }

    /** The server has accepted a token that expires then, in seconds since 1970; if it does not, there is no number. */
    void accepted(JsonNode expires) {
        stop();
        acceptedAt = System.currentTimeMillis();
        if (expires.isNumber()) {
            expiry = TimeUnit.SECONDS.toMillis(expires.asLong());
            schedule();
        }
    }

    /** The server says that it is time, whatever the clock here says. */
    void warned() {
        at(Math.max(System.currentTimeMillis(), acceptedAt + QUIET));
    }

    void stop() {
        turn++;
        timer.cancel();
        due = Long.MAX_VALUE;
        expiry = 0;
    }

    /** A minute before the end; when half of it is left if that is later, so that short-lived tokens have their time too. */
    private void schedule() {
        long left = expiry - System.currentTimeMillis();
        if (left > TimeUnit.SECONDS.toMillis(1)) {
            at(expiry - Math.min(MARGIN, left / 2));
        }
    }

    private void at(long time) {
        if (time < due) {
            timer.cancel();
            due = time;
            timer = loop.after(time - System.currentTimeMillis(), this::renew);
        }
    }

    private void renew() {
        int mine = turn;
        // Without a new token in time the server closes, and a token is asked for again.
        credentials.token(TokenReason.RENEW).subscribe().with(
                token -> loop.run(() -> renew(mine, token)), failure -> loop.run(() -> later(mine)));
    }

    private void renew(int mine, Token token) {
        if (mine != turn) {
            return;
        }
        if (token.isNone() || credentials.isCurrent(token) || credentials.isRefused(token)) {
            later(mine);
            return;
        }
        authenticate.apply(token).onSuccess(answer -> {
            credentials.accepted(token);
            if (mine == turn) {
                accepted(answer.json().path("expiry"));
            }
        }).onFailure(e -> {
            if (e instanceof Ws4RedisException error && !error.isPassing()) {
                credentials.refused(token);
            }
            later(mine);
        });
    }

    private void later(int mine) {
        if (mine == turn) {
            due = Long.MAX_VALUE;
            schedule();
        }
    }
}
