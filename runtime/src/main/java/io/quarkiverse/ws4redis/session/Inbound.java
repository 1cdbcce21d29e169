package io.quarkiverse.ws4redis.session;

import java.util.Set;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBufUtil;
import io.quarkiverse.ws4redis.config.LimitsConfig;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.MalformedRequestException;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** What a connection sends: kept within limits, handled one after the other, answered. Everything on its event loop. */
final class Inbound {

    private static final Logger LOG = Logger.getLogger(Inbound.class);

    /** What no client of ours sends, whoever asked it to. */
    private static final Set<WireError> VIOLATIONS = Set.of(WireError.JSON_LIMITS, WireError.TOO_MANY_PKS,
            WireError.TOO_MANY_CHANNELS);

    private final Session session;
    private final SessionServices services;
    private final TokenBucket bucket;
    private final Violations violations;
    private final RequestQueue requests;
    private boolean finishing;

    Inbound(Session session, SessionServices services) {
        LimitsConfig limits = services.config().limits();
        this.session = session;
        this.services = services;
        this.bucket = new TokenBucket(limits.requestRate(), limits.requestBurst(), System.nanoTime());
        this.violations = new Violations(limits.maxViolations());
        this.requests = new RequestQueue(session::run, limits.maxPending());
    }

    /** A text frame has come. */
    void receive(String text) {
        if (admits()) {
            handle(text);
        }
    }

    /** A binary frame has come: a text frame in another dress. The heartbeat goes back in the same. */
    void receive(Buffer frame) {
        if (!admits()) {
            return;
        }
        String text = Utf8.decode(frame);
        if (text == null) {
            services.metrics().malformed();
            session.refuse(WireError.badField("frame", "is not UTF-8"), Request.Envelope.NONE);
        } else if (text.equals(services.config().heartbeat())) {
            session.connection().sendBinary(frame).subscribe().with(v -> LOG.trace("Heartbeat"),
                    e -> LOG.debug("Heartbeat lost"));
        } else {
            handle(text);
        }
    }

    /** Lets something happen in order with the requests of this connection. */
    void enqueue(Supplier<Future<Void>> task) {
        // Within a future, so that what a task throws is not the end of all that follow.
        requests.add(() -> Future.succeededFuture().compose(v -> task.get()));
    }

    private boolean admits() {
        if (session.isClosing() || finishing) {
            return false;
        }
        boolean admitted = bucket.tryTake(System.nanoTime());
        if (!admitted) {
            exceeded(WireError.RATE, Request.Envelope.NONE);
        }
        return admitted;
    }

    private void handle(String text) {
        if (text.equals(services.config().heartbeat())) {
            session.send(text);
        } else if (isTooLarge(text)) {
            exceeded(WireError.TOO_LARGE, Request.Envelope.NONE);
        } else {
            parse(text);
        }
    }

    private boolean isTooLarge(String text) {
        long limit = services.config().limits().maxMessageSize().asLongValue();
        // A char becomes three bytes of UTF-8 at the most: most messages need not be counted.
        return text.length() * 3L > limit && ByteBufUtil.utf8Bytes(text) > limit;
    }

    private void parse(String text) {
        try {
            Request request = services.parser().parse(text);
            if (requests.isFull()) {
                exceeded(WireError.TOO_MANY_PENDING, request.envelope());
            } else {
                requests.add(() -> answer(request));
            }
        } catch (MalformedRequestException e) {
            if (VIOLATIONS.contains(e.error())) {
                exceeded(e.error(), e.envelope());
            } else {
                services.metrics().malformed();
                session.refuse(e.error(), e.envelope());
            }
        }
    }

    private Future<Void> answer(Request request) {
        // Within a future, so that what is thrown is answered too.
        return session.onLoop(Future.succeededFuture().compose(v -> services.requests().handle(session, request)))
                .transform(handled -> {
                    if (handled.failed()) {
                        session.refuse(handled.cause(), request.envelope());
                    } else {
                        services.observer().handled(session, request);
                        answer(request.envelope(), handled.result().answer());
                    }
                    session.closeIfExhausted();
                    return Future.succeededFuture();
                });
    }

    private void answer(Request.Envelope envelope, Future<String> answer) {
        if (answer.isComplete()) {
            respond(envelope, answer);
            return;
        }
        answer.onComplete(result -> {
            // Without an id, a success is nobody's business: no thread is bothered with it.
            if (result.failed() || envelope.id() != null) {
                session.run(() -> respond(envelope, result));
            }
        });
        // After the answer has been handed on: who waits for all answers must not be told before.
        requests.await(answer);
    }

    private void respond(Request.Envelope envelope, AsyncResult<String> answer) {
        if (answer.failed()) {
            session.refuse(answer.cause(), envelope);
        } else if (envelope.id() != null) {
            session.send(Frames.ok(envelope.id(), answer.result()));
        }
    }

    private void exceeded(WireError error, Request.Envelope envelope) {
        services.metrics().limitExceeded();
        session.refuse(error, envelope);
        if (violations.add(System.nanoTime())) {
            session.close(CloseCode.LIMITS);
        }
    }

    /** Handles nothing new; the task runs when all that has come is answered. */
    void finish(Runnable task) {
        finishing = true;
        requests.whenIdle(task);
    }

    /** Nothing is handled any more. */
    void close() {
        requests.close();
    }
}
