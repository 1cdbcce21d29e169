package io.quarkiverse.ws4redis.devui;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsConnectionRef;
import io.quarkiverse.ws4redis.WsPresence;
import io.quarkiverse.ws4redis.session.ConnectionView;
import io.quarkiverse.ws4redis.session.SessionIndex;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What the page with presence asks. */
@Singleton
public final class PresenceJsonRpcService {

    private static final int LIMIT = 200;

    private final SessionIndex sessions;
    private final Ws4Redis ws4redis;

    @Inject
    PresenceJsonRpcService(SessionIndex sessions, Ws4Redis ws4redis) {
        this.sessions = sessions;
        this.ws4redis = ws4redis;
    }

    /** {@return who is online by a connection of this node, by kind and pk, 200 at the most} */
    public Uni<List<OnlineIdentity>> identities() {
        return Uni.createFrom().completionStage(() -> sessions.look(Key::of).toCompletionStage())
                .onItem().transformToMulti(keys -> Multi.createFrom()
                        .iterable(keys.stream().filter(Objects::nonNull).distinct().sorted(Key.ORDER).limit(LIMIT).toList()))
                .onItem().transformToUniAndConcatenate(key -> identity(key.kind(), key.pk()))
                .collect().asList();
    }

    /** {@return where an identity is online, whether by this node or another} */
    public Uni<OnlineIdentity> identity(String kind, String pk) {
        return Uni.combine().all().unis(ws4redis.isOnline(kind, pk), ws4redis.connections(kind, pk))
                .with((online, connections) -> new OnlineIdentity(kind, pk, online, connections));
    }

    /**
     * Tells who is present in a channel.
     *
     * @param facility the facility; empty for the default one
     * @param channel the channel
     * @param pk the pk; empty for the channel itself
     * @return who is there, on all nodes
     */
    public Uni<WsPresence> members(String facility, String channel, String pk) {
        Ws4Redis there = facility == null || facility.isEmpty() ? ws4redis : ws4redis.facility(facility);
        return there.presence(channel, pk == null || pk.isEmpty() ? null : pk);
    }

    /** Somebody, and the connections that count on any node; online without one for a moment, while a node is shut down. */
    record OnlineIdentity(String kind, String pk, boolean online, List<WsConnectionRef> connections) {
    }

    private record Key(String kind, String pk) {

        static final Comparator<Key> ORDER = Comparator.comparing(Key::kind).thenComparing(Key::pk);

        static Key of(ConnectionView connection) {
            return connection.who() == null ? null : new Key(connection.who().kind(), connection.who().pk());
        }
    }
}
