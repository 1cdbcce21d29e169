package io.quarkiverse.ws4redis.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.hibernate.engine.spi.SharedSessionContractImplementor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.dispatch.EntityBroadcast;
import io.quarkiverse.ws4redis.entity.EntityEvent.Message;
import io.quarkiverse.ws4redis.observe.DatabaseFailures;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.protocol.Frames;

/**
 * Writes changes as messages, while their transaction and its session are still open. What the application's code fails to
 * project costs that message, and not the transaction. Thread-safe.
 */
@Singleton
public final class EventWriter {

    private static final OperatorLog OPERATOR = OperatorLog.of(EventWriter.class);

    private final Broadcasts broadcasts;
    private final ObjectMapper mapper;
    private final ObjectMapper onlyOfView;
    private final Metrics metrics;

    @Inject
    EventWriter(Broadcasts broadcasts, ObjectMapper mapper, Metrics metrics) {
        this.broadcasts = broadcasts;
        this.mapper = mapper;
        this.onlyOfView = onlyOfView(mapper);
        this.metrics = metrics;
    }

    /** Jackson's default is to write also what is in no view at all, which would be most of an entity. */
    @SuppressWarnings("deprecation") // The builder that is not could not start from the application's mapper.
    private static ObjectMapper onlyOfView(ObjectMapper mapper) {
        return mapper.copy().configure(MapperFeature.DEFAULT_VIEW_INCLUSION, false);
    }

    /** {@return the ways to the channels of an entity; an empty one leads to its own} */
    Stream<String> ways(Class<?> entity) {
        return broadcasts.of(entity).stream().map(EntityBroadcast::via);
    }

    /** {@return what to publish after the commit; empty for nothing} */
    Optional<EntityEvent> write(SharedSessionContractImplementor session, RowChange change) {
        Object version = change.persister().isVersioned() ? change.persister().getVersion(change.entity()) : null;
        List<Message> messages = new ArrayList<>();
        for (EntityBroadcast broadcast : broadcasts.of(change.persister().getMappedClass())) {
            try {
                write(session, broadcast, change, version, messages);
            } catch (RuntimeException | JsonProcessingException e) {
                metrics.internalError();
                OPERATOR.changeNotPublished(DatabaseFailures.withoutValues(e), broadcast.type().getName(), broadcast.channel());
            }
        }
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(new EntityEvent(change.row(), change.change(), version, messages));
    }

    private void write(SharedSessionContractImplementor session, EntityBroadcast broadcast, RowChange change, Object version,
            List<Message> messages) throws JsonProcessingException {
        ParentPath path = new ParentPath(session, broadcast.via());
        Object before = path.before(change);
        Object now = path.now(change);
        if (before != null && !before.equals(now) && broadcast.covers(WsChange.REMOVED)) {
            messages.add(message(broadcast, before, json(broadcast, WsChange.REMOVED, change, version)));
        }
        if (now != null && broadcast.covers(change.change())) {
            messages.add(message(broadcast, now, json(broadcast, change.change(), change, version)));
        }
    }

    private static Message message(EntityBroadcast broadcast, Object pk, String json) {
        return new Message(broadcast.channel(), WsNames.require("pk", pk.toString()), json);
    }

    private String json(EntityBroadcast broadcast, WsChange what, RowChange change, Object version)
            throws JsonProcessingException {
        StringBuilder out = new StringBuilder(200).append("{\"event\":\"").append(word(what)).append("\",\"entity\":")
                .append(Frames.quote(broadcast.entity())).append(",\"pk\":").append(Frames.quote(change.id().toString()));
        if (version != null) {
            out.append(",\"version\":").append(mapper.writeValueAsString(version));
        }
        if (what != WsChange.REMOVED) {
            ObjectWriter writer = broadcast.view() == null ? mapper.writer() : onlyOfView.writerWithView(broadcast.view());
            out.append(",\"data\":").append(writer.writeValueAsString(broadcast.data(change.entity())));
        }
        return out.append('}').toString();
    }

    private static String word(WsChange what) {
        return switch (what) {
            case CREATED -> "created";
            case UPDATED -> "updated";
            case REMOVED -> "removed";
        };
    }
}
