package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.broker.Member;
import io.quarkiverse.ws4redis.hub.Outbound;
import io.quarkiverse.ws4redis.hub.OutboundListener;
import io.quarkiverse.ws4redis.observe.jfr.SlowConsumerEvent;
import io.quarkiverse.ws4redis.observe.tracing.RequestTrace;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * One connected socket: new, then authenticated, then closing. Everything runs on its event loop, except {@link #run}, which gets
 * there.
 */
final class Session implements ConnectionView, OutboundListener {

    private static final Logger LOG = Logger.getLogger(Session.class);

    private final SessionServices services;
    private final WebSocketConnection connection;
    private final Context context;
    private final String facility;
    private final Outbound out;
    private final Inbound inbound;
    /** Nearly always two or three: an array is smaller than a map, and as fast. */
    private final Set<Topic> subscriptions = new CopyOnWriteArraySet<>();
    private final SessionTimer timer;
    private WsCredentials who;
    private SecurityIdentity identity;
    private Member member;
    private PublishGrants grants;
    private Map<Topic, Recheck> rechecks = Collections.emptyMap();
    private RequestTrace trace = RequestTrace.NONE;
    private int authFailures;
    private boolean closing;

    Session(SessionServices services, WebSocketConnection connection, Context context, Channel channel, String facility) {
        this.services = services;
        this.connection = connection;
        this.context = context;
        this.facility = facility;
        this.out = new Outbound(channel, services.config().limits().outboundBuffer().asLongValue(), this);
        this.inbound = new Inbound(this, services);
        this.timer = new SessionTimer(services.vertx(), context);
    }

    @Override
    public String id() {
        return connection.id();
    }

    Context context() {
        return context;
    }

    @Override
    public String facility() {
        return facility;
    }

    Outbound out() {
        return out;
    }

    /** {@return what handles its requests} */
    Inbound inbound() {
        return inbound;
    }

    @Override
    public WsCredentials who() {
        return who;
    }

    /** {@return the identity that Quarkus knows; {@code null} if there is none} */
    SecurityIdentity identity() {
        return identity;
    }

    /** {@return how this connection counts in presence; {@code null} before authentication} */
    Member member() {
        return member;
    }

    /** {@return the trace of the request that is being handled: there is one at most} */
    RequestTrace trace() {
        return trace;
    }

    /** A request with this trace is handled from now on; {@link RequestTrace#NONE} for none. */
    void trace(RequestTrace ofRequest) {
        trace = ofRequest;
    }

    /** {@return what it may publish without being asked about again} */
    PublishGrants grants() {
        if (grants == null) {
            grants = new PublishGrants(services.permissionClock());
        }
        return grants;
    }

    /** What it may publish is asked about again. */
    private void recheckPublish() {
        if (grants != null) {
            grants.clear();
        }
    }

    /** {@return its subscriptions whose permissions are being asked for again; nothing can be put into it} */
    Map<Topic, Recheck> rechecks() {
        return rechecks;
    }

    /** The permission of a subscription is being asked for again. */
    void begin(Topic topic, Recheck recheck) {
        if (rechecks.isEmpty()) {
            rechecks = new HashMap<>(4);
        }
        rechecks.put(topic, recheck);
    }

    boolean isClosing() {
        return closing;
    }

    @Override
    public Set<Topic> subscriptions() {
        return subscriptions;
    }

    @Override
    public Instant since() {
        return connection.creationTime();
    }

    @Override
    public long waitingBytes() {
        return out.waitingBytes();
    }

    WebSocketConnection connection() {
        return connection;
    }

    /** Runs something on the event loop of this session, from any thread. */
    void run(Runnable task) {
        context.runOnContext(v -> task.run());
    }

    /** {@return the same result, delivered on this session's event loop} */
    <T> Future<T> onLoop(Future<T> future) {
        return future.isComplete() && out.isOnLoop()
                ? future
                : Future.future(promise -> future.onComplete(result -> run(() -> promise.handle(result))));
    }

    void startAuthDeadline() {
        timer.after(services.config().auth().reminder(), () -> {
            send(Frames.error(Frames.MEMBER, WireError.NO_CREDENTIALS, Request.Envelope.NONE));
            timer.after(services.config().auth().deadline().minus(services.config().auth().reminder()),
                    () -> close(CloseCode.NO_CREDENTIALS));
        });
    }

    /** Answers with what a client may know of a failure. */
    void refuse(Throwable failure, Request.Envelope envelope) {
        WireError error = Failures.answerTo(failure, String.valueOf(envelope.action()), id());
        Request.Envelope about = envelope;
        String channel = envelope.channel();
        if (failure instanceof RefusedException refused) {
            about = refused.pk() == null ? envelope : envelope.pk(refused.pk());
            channel = channel == null ? refused.channel() : channel;
        }
        refuse(error, about, channel, failure);
    }

    void refuse(WireError error, Request.Envelope envelope) {
        refuse(error, envelope, envelope.channel() == null ? Frames.SYSTEM : envelope.channel(), null);
    }

    void refuse(WireError error, Request.Envelope envelope, String channel, Throwable cause) {
        services.metrics().refused();
        if (error.code() == 500) {
            services.metrics().internalError();
        }
        services.observer().refused(this, envelope, error, cause);
        send(Frames.error(channel, error, envelope));
    }

    /** Counts a failed attempt to authenticate. */
    void authFailed() {
        services.metrics().authFailed();
        authFailures++;
    }

    /** One failed attempt too many ends the connection, but not before it has been answered. */
    void closeIfExhausted() {
        if (authFailures >= services.config().auth().maxFailures()) {
            close(CloseCode.LIMITS);
        }
    }

    /** Takes on an identity, after the old one's traces are gone. */
    void identify(WsCredentials credentials, SecurityIdentity securityIdentity, Member asMember) {
        member = asMember;
        authFailures = 0;
        renew(credentials, securityIdentity);
    }

    /** Goes on with newer credentials of the same identity. */
    void renew(WsCredentials credentials, SecurityIdentity securityIdentity) {
        who = credentials;
        identity = securityIdentity;
        recheckPublish();
        timer.cancel();
        if (credentials.expiresAt() != null) {
            timer.before(credentials.expiresAt(), services.config().auth().expiryWarning(), () -> {
                send(Frames.error(Frames.SYSTEM, WireError.TOKEN_EXPIRES_SOON, Request.Envelope.NONE));
                timer.before(credentials.expiresAt(), Duration.ZERO, () -> close(CloseCode.TOKEN_EXPIRED));
            });
        }
    }

    /** Forgets who it was; used when the connection is gone. */
    List<Topic> forget() {
        List<Topic> held = new ArrayList<>(subscriptions);
        subscriptions.clear();
        rechecks = Collections.emptyMap();
        who = null;
        member = null;
        identity = null;
        return held;
    }

    void send(String frame) {
        out.send(frame);
    }

    /** Handles no new requests, answers those that have come, and closes. */
    void finish(CloseCode code) {
        inbound.finish(() -> close(code));
    }

    void close(CloseCode code) {
        if (closing) {
            return;
        }
        LOG.debugf("Connection %s closed with %d %s", id(), code.code(), code.reason());
        ended();
        services.metrics().closed(code);
        services.observer().closed(this, code);
        connection.close(new CloseReason(code.code(), code.reason())).subscribe().with(
                done -> LOG.tracef("Connection %s closed", id()),
                failure -> out.abort());
    }

    @Override
    public void onOverflow() {
        run(this::slowConsumer);
    }

    @Override
    public void onMissed() {
        run(this::missed);
    }

    @Override
    public void onDrop() {
        services.metrics().dropped();
    }

    @Override
    public void onLag() {
        services.memory().lags(this);
    }

    /** The socket is closed, by whomever: nothing is handled or sent any more. */
    void ended() {
        closing = true;
        timer.cancel();
        inbound.close();
        out.close();
    }

    /** {@return whether it gets the topic's messages: it asked for them, or everybody gets them} */
    boolean isSubscribed(Topic topic) {
        return subscriptions.contains(topic) || who != null && topic.equals(broadcast());
    }

    /** {@return what every authenticated connection gets without asking} */
    Topic broadcast() {
        return new Topic(facility, WsCredentials.BROADCAST_CHANNEL, null);
    }

    /** Messages are missing; the connection ends, so that its client knows. */
    void missed() {
        if (!closing) {
            services.metrics().gap();
            close(CloseCode.GAP);
        }
    }

    /** Too much waits to be written. */
    void slowConsumer() {
        if (!closing) {
            LOG.debugf("Connection %s does not read as fast as is written to it", id());
            SlowConsumerEvent.closed(id(), out.waitingBytes());
            close(CloseCode.SLOW_CONSUMER);
            // A peer that does not read does not see a close frame either.
            services.vertx().setTimer(1000, t -> out.abort());
        }
    }
}
