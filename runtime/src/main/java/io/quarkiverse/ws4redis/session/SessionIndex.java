package io.quarkiverse.ws4redis.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsCredentials;

/** This node's sessions, by connection and by identity. Thread-safe. */
@Singleton
public final class SessionIndex {

    private record Identity(String kind, String pk) {
        static Identity of(WsCredentials who) {
            return new Identity(who.kind(), who.pk());
        }
    }

    private final Map<String, Session> byConnection = new ConcurrentHashMap<>();
    private final Map<Identity, Set<Session>> byIdentity = new ConcurrentHashMap<>();

    void opened(Session session) {
        byConnection.put(session.id(), session);
    }

    void closed(Session session) {
        byConnection.remove(session.id());
    }

    void identified(Session session) {
        byIdentity.compute(Identity.of(session.who()), (identity, sessions) -> {
            Set<Session> all = sessions == null ? ConcurrentHashMap.newKeySet(1) : sessions;
            all.add(session);
            return all;
        });
    }

    void forgotten(Session session) {
        if (session.who() != null) {
            byIdentity.computeIfPresent(Identity.of(session.who()), (identity, sessions) -> {
                sessions.remove(session);
                return sessions.isEmpty() ? null : sessions;
            });
        }
    }

    Optional<Session> connection(String id) {
        return Optional.ofNullable(byConnection.get(id));
    }

    Collection<Session> identity(String kind, String pk) {
        return List.copyOf(byIdentity.getOrDefault(new Identity(kind, pk), Set.of()));
    }

    Collection<Session> all() {
        return byConnection.values();
    }
}
