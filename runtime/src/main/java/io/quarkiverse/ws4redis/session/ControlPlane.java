package io.quarkiverse.ws4redis.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.broker.Member;
import io.quarkiverse.ws4redis.broker.PresenceListener;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.vertx.core.Future;

/** Does to this node's sessions what another node, or this one, asks for; and what presence finds out. */
@Singleton
final class ControlPlane implements PresenceListener {

    private final SessionIndex index;
    private final Rechecks rechecks;
    private final PresenceHooks hooks;

    @Inject
    ControlPlane(SessionIndex index, Rechecks rechecks, PresenceHooks hooks) {
        this.index = index;
        this.rechecks = rechecks;
        this.hooks = hooks;
    }

    /** From any thread. */
    void receive(ControlMessage message) {
        if (message instanceof ControlMessage.CloseConnection close) {
            close(close.connectionId(), CloseCode.of(close.closeCode()));
        } else if (message instanceof ControlMessage.CloseIdentity close) {
            index.identity(close.kind(), close.pk())
                    .forEach(session -> session.run(() -> session.close(CloseCode.of(close.closeCode()))));
        } else if (message instanceof ControlMessage.Recheck recheck) {
            rechecks.identity(recheck.kind(), recheck.pk());
        } else if (message instanceof ControlMessage.RecheckSubscribers recheck) {
            rechecks.subscribers(recheck.channel(), recheck.pks());
        } else if (message instanceof ControlMessage.RecheckChannel recheck) {
            rechecks.channel(recheck.channel());
        } else if (message instanceof ControlMessage.RecheckKind recheck) {
            rechecks.kind(recheck.kind());
        } else if (message instanceof ControlMessage.RecheckAll) {
            rechecks.all();
        }
    }

    @Override
    public void onReplaced(String connectionId) {
        close(connectionId, CloseCode.REPLACED);
    }

    @Override
    public void onOnline(Member member) {
        hooks.online(member, credentials(member));
    }

    @Override
    public void onOffline(Member member) {
        offline(member);
    }

    /** {@return done when the hook has run} */
    Future<Void> offline(Member member) {
        return hooks.offline(member, credentials(member));
    }

    private static WsCredentials credentials(Member member) {
        return WsCredentials.of(member.kind(), member.pk()).uuid(member.uuid());
    }

    private void close(String connectionId, CloseCode code) {
        index.connection(connectionId).ifPresent(session -> session.run(() -> session.close(code)));
    }
}
