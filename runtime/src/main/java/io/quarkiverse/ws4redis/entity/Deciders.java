package io.quarkiverse.ws4redis.entity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.hibernate.engine.spi.SharedSessionContractImplementor;

import io.quarkiverse.ws4redis.dispatch.EntityRecheck;
import io.quarkiverse.ws4redis.observe.DatabaseFailures;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.session.PermissionChanges;
import io.quarkus.arc.All;

/** The entities that decide who may subscribe, and whose permissions a change of them concerns. Safe on any thread. */
@Singleton
public final class Deciders {

    private static final OperatorLog OPERATOR = OperatorLog.of(Deciders.class);

    private final ByEntity<EntityRecheck> all;
    private final Metrics metrics;

    @Inject
    Deciders(@All List<EntityRecheck> all, Metrics metrics) {
        this.all = new ByEntity<>(all, EntityRecheck::type);
        this.metrics = metrics;
    }

    /** {@return whether permissions depend on this entity} */
    boolean include(Class<?> entity) {
        return !all.of(entity).isEmpty();
    }

    /** {@return the ways to those whose permissions depend on an entity; an empty one leads to itself} */
    Stream<String> ways(Class<?> entity) {
        return all.of(entity).stream().map(EntityRecheck::via);
    }

    /** Adds whom a change concerns, while its transaction and its session are still open. */
    void concerned(SharedSessionContractImplementor session, RowChange change, PermissionChanges concerned) {
        for (EntityRecheck recheck : all.of(change.persister().getMappedClass())) {
            if (recheck.covers(change.change())) {
                try {
                    ParentPath path = new ParentPath(session, recheck.via());
                    Stream.of(Optional.ofNullable(path.before(change)), Optional.ofNullable(path.now(change)))
                            .flatMap(Optional::stream).forEach(pk -> add(recheck, pk, concerned));
                } catch (RuntimeException e) {
                    metrics.internalError();
                    OPERATOR.concernedNotKnown(DatabaseFailures.withoutValues(e), recheck.type().getName());
                    addAll(recheck, concerned);
                }
            }
        }
    }

    /** Who it is cannot be found out; it must not be nobody. */
    private static void addAll(EntityRecheck recheck, PermissionChanges concerned) {
        if (recheck.kind().isEmpty()) {
            concerned.ofChannel(recheck.channel());
        } else {
            concerned.ofKind(recheck.kind());
        }
    }

    private static void add(EntityRecheck recheck, Object pk, PermissionChanges concerned) {
        if (recheck.kind().isEmpty()) {
            concerned.ofSubscribers(recheck.channel(), pk.toString());
        } else {
            concerned.ofIdentity(recheck.kind(), pk.toString());
        }
    }
}
