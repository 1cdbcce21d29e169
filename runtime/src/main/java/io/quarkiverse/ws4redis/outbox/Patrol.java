package io.quarkiverse.ws4redis.outbox;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;

import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.DatabaseFailures;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.observe.Pace;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;

/**
 * Looks at the table from the start of the application to its end: for messages that are overdue, whichever node has committed
 * them, and for how many there are. At the end it leaves to the others what could not be sent.
 */
@Singleton
public final class Patrol {

    private static final OperatorLog OPERATOR = OperatorLog.of(Patrol.class);

    /** Rows are counted each time that many looks have been due: what an alert waits for takes minutes. */
    private static final int COUNT_EACH = 5;

    private static final Duration FINISH_LIMIT = Duration.ofSeconds(5);

    /** Before the links to Redis are closed. */
    private static final int EARLY = Interceptor.Priority.LIBRARY_BEFORE;
    /** When they are open. */
    private static final int LATE = Interceptor.Priority.LIBRARY_AFTER;

    private final Vertx vertx;
    private final Broker broker;
    private final OutboxStore store;
    private final Courier courier;
    private final Metrics metrics;
    private final Duration interval;
    private final long overdue;
    private final Pace counts;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean ended;
    private volatile boolean failing;
    private long timer;

    @Inject
    Patrol(Vertx vertx, Broker broker, OutboxStore store, Courier courier, Metrics metrics, Ws4RedisConfig config) {
        this.vertx = vertx;
        this.broker = broker;
        this.store = store;
        this.courier = courier;
        this.metrics = metrics;
        this.interval = config.outbox().interval();
        this.counts = new Pace(interval.multipliedBy(COUNT_EACH));
        this.overdue = config.outbox().overdue().toMillis();
    }

    void start(@Observes @Priority(LATE) StartupEvent event, SessionFactory sessions) {
        if (sessions.unwrap(SessionFactoryImplementor.class).getSessionFactoryOptions().isMultiTenancyEnabled()) {
            throw new ConfigurationException("quarkus.ws4redis.outbox.enabled must be false with multitenancy: the outbox "
                    + "is one table, which belongs to no tenant");
        }
        timer = vertx.setPeriodic(interval.toMillis(), t -> begin());
        begin();
    }

    private void begin() {
        if (looking.compareAndSet(false, true)) {
            vertx.executeBlocking(this::look, false).onComplete(more -> {
                looking.set(false);
                if (more.succeeded() && more.result()) {
                    begin();
                }
            });
        }
    }

    /** {@return whether to look again at once: after a long outage there is far more than one look takes} */
    private boolean look() throws InterruptedException {
        if (ended) {
            return false;
        }
        try {
            courier.resume();
            // Who cannot publish to all of Redis comes after those who can: what is taken is left alone for a while.
            boolean available = broker.available();
            OutboxStore.Overdue taken = store.takeOverdue(System.currentTimeMillis() - (available ? 0 : overdue));
            // Of topics that are being sent anyway, another look would find nothing else.
            boolean gained = courier.isNew(taken.topics());
            courier.send(taken.topics());
            count();
            failing = false;
            return taken.more() && gained && available && courier.awaitRoom(interval);
        } catch (RuntimeException e) {
            if (!failing) {
                OPERATOR.outboxNotRead(DatabaseFailures.withoutValues(e));
            }
            failing = true;
            return false;
        }
    }

    /** All rows have to be read for that, on each node, so only for somebody who looks at the numbers, and not each time. */
    private void count() {
        if (metrics.isOutboxWatched() && counts.permits()) {
            OutboxStore.Content content = store.content();
            metrics.outboxHolds(content.waiting(), content.oldestAt() == null ? 0 : content.oldestAt(), content.givenUp());
        }
    }

    void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
        ended = true;
        vertx.cancelTimer(timer);
        try {
            Set<String> left = courier.finish(FINISH_LIMIT);
            if (!left.isEmpty()) {
                store.handOver(left);
                OPERATOR.outboxLeft(left.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            OPERATOR.outboxNotHandedOver(DatabaseFailures.withoutValues(e));
        }
    }
}
