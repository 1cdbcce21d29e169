package io.quarkiverse.ws4redis.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** This node's sessions, by connection and by identity. Thread-safe. */
@Singleton
public final class SessionIndex {

    private record Identity(String kind, String pk) {
        static Identity of(WsCredentials who) {
            return new Identity(who.kind(), who.pk());
        }
    }

    private final Map<String, Session> byConnection = new ConcurrentHashMap<>();
    /** The lists are never changed, only replaced: nearly all identities have one connection, and a list of one is small. */
    private final Map<Identity, List<Session>> byIdentity = new ConcurrentHashMap<>();
    /** Of sessions with an identity only: anybody can connect to any number of facilities, and there is a look at each of these. */
    private final Map<String, Integer> facilities = new ConcurrentHashMap<>();
    private final Promise<Void> empty = Promise.promise();
    private volatile boolean emptying;

    void opened(Session session) {
        byConnection.put(session.id(), session);
    }

    void closed(Session session) {
        byConnection.remove(session.id());
        completeIfEmpty();
    }

    /** {@return completes when the last session is closed; for a node that accepts none any more} */
    Future<Void> whenEmpty() {
        emptying = true;
        completeIfEmpty();
        return empty.future();
    }

    private void completeIfEmpty() {
        if (emptying && byConnection.isEmpty()) {
            empty.tryComplete();
        }
    }

    void identified(Session session) {
        byIdentity.compute(Identity.of(session.who()), (identity, sessions) -> {
            List<Session> others = sessions == null ? List.of() : sessions;
            if (others.contains(session)) {
                return others;
            }
            facilities.merge(session.facility(), 1, Integer::sum);
            return Stream.concat(others.stream(), Stream.of(session)).toList();
        });
    }

    void forgotten(Session session) {
        if (session.who() != null) {
            byIdentity.computeIfPresent(Identity.of(session.who()), (identity, sessions) -> {
                if (!sessions.contains(session)) {
                    return sessions;
                }
                facilities.computeIfPresent(session.facility(), (facility, count) -> count == 1 ? null : count - 1);
                List<Session> others = sessions.stream().filter(other -> other != session).toList();
                return others.isEmpty() ? null : others;
            });
        }
    }

    Optional<Session> connection(String id) {
        return Optional.ofNullable(byConnection.get(id));
    }

    Collection<Session> identity(String kind, String pk) {
        return byIdentity.getOrDefault(new Identity(kind, pk), List.of());
    }

    /** {@return the facilities of all sessions that have an identity, and so may have subscriptions} */
    Set<String> facilities() {
        return facilities.keySet();
    }

    Collection<Session> all() {
        return byConnection.values();
    }

    /** {@return what is seen of each connection, each looked at on its own event loop; without those that close meanwhile} */
    public <T> Future<List<T>> look(Function<ConnectionView, T> glance) {
        List<Future<T>> glances = all().stream().filter(session -> !session.isClosing())
                .map(session -> Future.<T>future(seen -> session.run(() -> seen.complete(glance.apply(session))))).toList();
        return Future.join(glances).map(all -> all.list());
    }
}
