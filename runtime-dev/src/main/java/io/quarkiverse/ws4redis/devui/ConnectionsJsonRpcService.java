package io.quarkiverse.ws4redis.devui;

import java.util.Comparator;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.session.SessionIndex;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What the page with this node's connections asks. */
@Singleton
public final class ConnectionsJsonRpcService {

    private static final int LIMIT = 500;

    private final SessionIndex sessions;
    private final Changes changes;
    private final Ws4Redis ws4redis;

    @Inject
    ConnectionsJsonRpcService(SessionIndex sessions, Changes changes, Ws4Redis ws4redis) {
        this.sessions = sessions;
        this.changes = changes;
        this.ws4redis = ws4redis;
    }

    /** {@return the connections of this node, the youngest first, 500 at the most} */
    public Uni<List<ConnectionRow>> connections() {
        return Uni.createFrom().completionStage(() -> sessions.look(ConnectionRow::of).toCompletionStage())
                .map(rows -> rows.stream().sorted(Comparator.comparingLong(ConnectionRow::sinceMillis).reversed()).limit(LIMIT)
                        .toList());
    }

    /** {@return a number whenever {@link #connections} may be others} */
    public Multi<Long> changes() {
        return changes.stream();
    }

    /** Closes a connection with code 4002. {@return true when all nodes were told} */
    public Uni<Boolean> disconnect(String connection) {
        return ws4redis.disconnect(connection).replaceWith(true);
    }
}
