package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Control;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.vertx.core.Vertx;

/**
 * Tells all nodes that permissions have changed, after the transaction that changed them. Nobody is there any more who could try
 * again: what Redis does not take is told until it does, or this node ends. Thread-safe.
 */
@Singleton
public final class RecheckSender {

    private static final OperatorLog OPERATOR = OperatorLog.of(RecheckSender.class);

    private static final long PAUSE_MILLIS = Duration.ofSeconds(1).toMillis();
    /** More are as good as all. */
    private static final int LIMIT = 1000;

    private final Control control;
    private final Vertx vertx;
    private final Set<ControlMessage> untold = new LinkedHashSet<>();

    @Inject
    RecheckSender(Control control, Vertx vertx) {
        this.control = control;
        this.vertx = vertx;
    }

    /** Tells them, now or as soon as it can be done. */
    public void send(PermissionChanges changes) {
        changes.messages().forEach(this::send);
    }

    private void send(ControlMessage message) {
        control.sendAll(message).onFailure(e -> {
            OPERATOR.recheckNotTold(e.getMessage());
            keep(message);
        });
    }

    private synchronized void keep(ControlMessage message) {
        if (untold.isEmpty()) {
            vertx.setTimer(PAUSE_MILLIS + ThreadLocalRandom.current().nextLong(PAUSE_MILLIS), t -> take().forEach(this::send));
        }
        if (untold.size() >= LIMIT) {
            untold.clear();
            untold.add(new ControlMessage.RecheckAll());
        } else if (!untold.contains(new ControlMessage.RecheckAll())) {
            untold.add(message);
        }
    }

    private synchronized List<ControlMessage> take() {
        List<ControlMessage> all = List.copyOf(untold);
        untold.clear();
        return all;
    }
}
