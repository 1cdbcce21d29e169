package io.quarkiverse.ws4redis.devui;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.quarkiverse.ws4redis.session.ConnectionView;
import io.quarkiverse.ws4redis.session.SessionObserver;

/** Writes the trace, and tells the pages of changes. */
@Singleton
final class DevObserver implements SessionObserver {

    private static final int LONGEST = 128;

    private final Trace trace;
    private final Changes changes;
    private final Explanation explanation;
    private final ObjectMapper mapper;

    @Inject
    DevObserver(Trace trace, Changes changes, Explanation explanation, ObjectMapper mapper) {
        this.trace = trace;
        this.changes = changes;
        this.explanation = explanation;
        this.mapper = mapper;
    }

    @Override
    public void opened(ConnectionView connection) {
        changes.changed();
    }

    @Override
    public void identified(ConnectionView connection) {
        add(connection, "handshake", null, null, "ok", 0, null, null);
        changes.changed();
    }

    @Override
    public void handled(ConnectionView connection, Request request) {
        add(connection, request.envelope().action(), text(request.envelope().channel()), pk(request), "ok", 0, null, null);
        changes.changed();
    }

    @Override
    public void refused(ConnectionView connection, Request.Envelope about, WireError error, Throwable cause) {
        String channel = text(about.channel());
        add(connection, about.action(), channel, about.pk(), "refused", error.code(), error.text(),
                explanation.of(about.action(), channel, about.pk(), error, cause));
        // It may be a subscription that was held and ends.
        changes.changed();
    }

    @Override
    public void closed(ConnectionView connection, CloseCode code) {
        add(connection, "close", null, null, "closed", code.code(), code.reason(), null);
    }

    @Override
    public void gone(ConnectionView connection) {
        changes.changed();
    }

    private void add(ConnectionView connection, String action, String channel, String pk, String outcome, int code,
            String error, String reason) {
        long now = System.currentTimeMillis();
        String identity = connection.who() == null ? null : connection.who().toString();
        trace.add(number -> new TraceEntry(number, now, connection.id(), identity, connection.facility(), cut(action),
                cut(channel), cut(pk), outcome, code, cut(error), reason));
    }

    private static String pk(Request request) {
        if (request instanceof Request.Publish publish) {
            return pks(publish.pks());
        }
        return request instanceof Request.Custom custom ? pks(custom.pks()) : request.envelope().pk();
    }

    private static String pks(List<String> pks) {
        return pks.isEmpty() ? null : String.join(", ", pks);
    }

    /** {@return the text that is this JSON; {@code null} for whatever else a client sends in its place} */
    private String text(String json) {
        try {
            return json == null ? null : mapper.readTree(json).textValue();
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** What is no valid request can be of any length. */
    private static String cut(String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
