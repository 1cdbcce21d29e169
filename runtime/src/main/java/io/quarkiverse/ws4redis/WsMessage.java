package io.quarkiverse.ws4redis;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A client's request as the methods of a {@link WsChannel} class see it. Its JSON has been checked; it becomes a tree only
 * when somebody asks for one. Not thread-safe, valid as long as the request is handled.
 */
public final class WsMessage {

    private final ObjectMapper mapper;
    private final String connectionId;
    private final String facility;
    private final String action;
    private final String channel;
    private final List<String> pks;
    private final String json;
    private JsonNode body;

    private WsMessage(ObjectMapper mapper, String connectionId, String facility, String action, String channel,
            List<String> pks, String json, JsonNode body) {
        this.mapper = mapper;
        this.connectionId = connectionId;
        this.facility = facility;
        this.action = action;
        this.channel = channel;
        this.pks = pks;
        this.json = json;
        this.body = body;
    }

    /**
     * A message; made by the server, and by an application's unit tests.
     *
     * @param mapper binds {@link #as(Class)} and reads {@link #body()}
     * @param connectionId the id of the connection that sent it
     * @param facility the namespace of that connection
     * @param action what the client wants
     * @param channel the channel it names
     * @param pks the pks it names; empty for none
     * @param json the whole request, a JSON object
     * @return the message
     */
    public static WsMessage of(ObjectMapper mapper, String connectionId, String facility, String action, String channel,
            List<String> pks, String json) {
        return new WsMessage(mapper, connectionId, facility, action, channel, List.copyOf(pks), json, null);
    }

    /** {@return this message for one of its pks} */
    public WsMessage forPk(String pk) {
        return pks.size() == 1 && pks.get(0).equals(pk)
                ? this
                : new WsMessage(mapper, connectionId, facility, action, channel, List.of(pk), json, body);
    }

    /** {@return the id of the connection that sent the message} */
    public String connectionId() {
        return connectionId;
    }

    /** {@return the namespace of the connection} */
    public String facility() {
        return facility;
    }

    /** {@return what the client wants, for example {@code subscribe}, {@code publish} or a custom action} */
    public String action() {
        return action;
    }

    /** {@return the channel named by the request} */
    public String channel() {
        return channel;
    }

    /** {@return the pk named by the request, always as a string; {@code null} if it names none} */
    public String pk() {
        return pks.isEmpty() ? null : pks.get(0);
    }

    /**
     * The pk as a number.
     *
     * @return the pk; empty if there is none, if it is not a whole number in the range of {@code long}, or if it is one that is
     *         written in another way, like {@code 03} or {@code +3}: to all nodes that is the pk of another topic
     */
    public Optional<Long> pkAsLong() {
        try {
            return pks.stream().findFirst().map(Long::valueOf).filter(number -> number.toString().equals(pk()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** {@return all pks named by the request; unmodifiable, empty if it names none} */
    public List<String> pks() {
        return pks;
    }

    /** {@return the value of the request's field {@code message}; a missing node if it has none} */
    public JsonNode message() {
        return body().path("message");
    }

    /**
     * A field of the request as text.
     *
     * @param field the field's name
     * @return its text; empty if it is absent, {@code null}, an object or an array
     */
    public Optional<String> text(String field) {
        JsonNode node = body().path(field);
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** {@return the whole request as a tree} */
    public JsonNode body() {
        if (body == null) {
            try {
                JsonNode read = mapper.readTree(json);
                body = read == null ? MissingNode.getInstance() : read;
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        return body;
    }

    /**
     * The whole request, bound with Jackson.
     *
     * @param type the class to bind to, with components or properties named like the request's fields
     * @param <T> that class
     * @return the request
     * @throws WsException with code 400 if the request does not fit the type
     */
    public <T> T as(Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw WsBinding.refused(e);
        }
    }

    /** {@return action, channel and pks; never the content, which must not get into logs} */
    @Override
    public String toString() {
        return action + " " + channel + pks;
    }
}
