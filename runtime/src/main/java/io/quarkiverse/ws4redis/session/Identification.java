package io.quarkiverse.ws4redis.session;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.broker.ConnectionRef;
import io.quarkiverse.ws4redis.broker.Control;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.broker.Joined;
import io.quarkiverse.ws4redis.broker.Member;
import io.quarkiverse.ws4redis.broker.Presence;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.hub.Catchup;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.Future;

/**
 * What follows from knowing who a connection is: presence, the end of an older connection that must not be beside it, its
 * personal channel and broadcasts. Whatever fails on the way leaves the session as it was before.
 */
@Singleton
final class Identification {

    private static final Logger LOG = Logger.getLogger(Identification.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(Identification.class);

    private final Presence presence;
    private final Control control;
    private final Hub hub;
    private final Entrance entrance;
    private final PresenceHooks hooks;
    private final SessionIndex index;
    private final SubscribeHandler subscriptions;
    private final Rechecks rechecks;
    private final ChannelMembers members;
    private final Metrics metrics;
    private final int connectionsPerIdentity;

    @Inject
    Identification(Presence presence, Control control, Hub hub, Entrance entrance, PresenceHooks hooks,
            SessionIndex index, SubscribeHandler subscriptions, Rechecks rechecks, ChannelMembers members, Metrics metrics,
            Ws4RedisConfig config) {
        this.presence = presence;
        this.control = control;
        this.hub = hub;
        this.entrance = entrance;
        this.hooks = hooks;
        this.index = index;
        this.subscriptions = subscriptions;
        this.rechecks = rechecks;
        this.members = members;
        this.metrics = metrics;
        this.connectionsPerIdentity = config.limits().maxConnectionsPerIdentity();
    }

    /** On the session's event loop, where the result arrives too; {@code recover} is about the personal channel. */
    Future<Void> adopt(Session session, Verified verified, Position recover) {
        WsCredentials who = verified.who();
        if (session.isClosing()) {
            return connectionClosed();
        }
        if (Renewal.isOf(session, verified)) {
            boolean mayChangePermissions = Renewal.mayChangePermissions(session.who(), session.identity(),
                    verified);
            session.renew(who, verified.identity());
            if (mayChangePermissions) {
                rechecks.session(session);
            }
            metrics.authOk();
            return Future.succeededFuture();
        }
        Member member = new Member(who.kind(), who.pk(), who.uuid(), session.id(), who.onlyOne(),
                verified.authenticator());
        Topic personal = new Topic(session.facility(), who.personalChannel(), who.uuid());
        return session.onLoop(presence.join(member, connectionsPerIdentity))
                // The personal channel last: its acknowledgement, which is the client's sign, follows at once.
                .compose(joined -> entrance.join(session, session.broadcast(), null)
                        .compose(v -> entrance.join(session, personal, recover))
                        .compose(catchup -> session.isClosing()
                                ? connectionClosed()
                                : adopted(session, verified, member, personal, catchup, joined))
                        .onFailure(e -> undo(session, personal, verified, member, joined)));
    }

    private static Future<Void> connectionClosed() {
        return Future.failedFuture(new RefusedException(WireError.UNAVAILABLE));
    }

    private Future<Void> adopted(Session session, Verified verified, Member member, Topic personal, Catchup catchup,
            Joined joined) {
        dropFormer(session, verified.who(), personal);
        session.identify(verified.who(), verified.identity(), member);
        index.identified(session);
        // What it has kept was granted to its former name and roles.
        rechecks.session(session);
        entrance.announce(session, personal, catchup);
        joined.replaced().forEach(this::replace);
        if (joined.first()) {
            hooks.online(member, verified.who());
        }
        metrics.authOk();
        LOG.debugf("Connection %s is %s", session.id(), verified.who());
        return Future.succeededFuture();
    }

    private void replace(ConnectionRef older) {
        control.send(older.nodeId(), new ControlMessage.CloseConnection(older.connectionId(), CloseCode.REPLACED.code()))
                .onFailure(e -> OPERATOR.replacedNotTold(older.connectionId(), e.getMessage()));
    }

    /** Somebody else loses everything, the same identity by another name only the personal channel of the old one. */
    private void dropFormer(Session session, WsCredentials who, Topic personal) {
        WsCredentials former = session.who();
        if (former == null) {
            return;
        }
        Topic formerPersonal = new Topic(session.facility(), former.personalChannel(), former.uuid());
        boolean same = who.sameIdentity(former);
        for (Topic topic : same ? List.of(formerPersonal) : List.copyOf(session.subscriptions())) {
            if (topic.equals(personal)) {
                session.subscriptions().remove(topic);
            } else {
                subscriptions.drop(session, topic);
            }
        }
        if (!same) {
            leavePresence(session.member(), former);
            index.forgotten(session);
        }
    }

    private void undo(Session session, Topic personal, Verified verified, Member member, Joined joined) {
        if (!session.subscriptions().contains(personal)) {
            hub.leave(session.out(), personal);
        }
        if (session.who() == null || session.isClosing()) {
            hub.leave(session.out(), session.broadcast());
        }
        if (verified.who().sameIdentity(session.who()) && !session.isClosing()) {
            // It counts, under its old terms.
            return;
        }
        presence.leave(member).onSuccess(last -> {
            if (joined.first() && !last) {
                // Somebody came between and did not count as the first.
                hooks.online(member, verified.who());
            }
        }).onFailure(e -> LOG.debugf("Presence of %s not removed yet: %s", verified.who(), e.getMessage()));
        if (!joined.replaced().isEmpty()) {
            LOG.debugf("Connection %s did not take the place of an older one after all", session.id());
        }
    }

    /** The connection is gone: its subscriptions and its presence end. On the session's event loop. */
    void gone(Session session) {
        WsCredentials who = session.who();
        Member member = session.member();
        index.forgotten(session);
        for (Topic topic : session.forget()) {
            hub.leave(session.out(), topic);
            members.leave(session, topic);
        }
        hub.leave(session.out(), session.broadcast());
        if (member != null) {
            leavePresence(member, who);
        }
    }

    private void leavePresence(Member member, WsCredentials who) {
        presence.leave(member).onSuccess(last -> {
            if (last) {
                hooks.offline(member, who);
            }
        }).onFailure(e -> LOG.debugf("Presence of %s not removed yet: %s", who, e.getMessage()));
    }
}
