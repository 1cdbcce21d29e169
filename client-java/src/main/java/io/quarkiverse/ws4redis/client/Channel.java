package io.quarkiverse.ws4redis.client;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One channel and pk, or a whole channel. Messages come in order, without a hole and without doubles, over all connections; or there
 * is one {@link ChannelEvent.Reload}, and they go on from there. Thread-safe.
 *
 * @param <T> type of the messages
 */
public final class Channel<T> {

    /** Only made when it is needed: who publishes to ever new pks leaves nothing behind. */
    private final Supplier<Subscription> subscription;
    /** On the event loop. */
    private final Supplier<Address> address;
    private final Subscriptions subscriptions;
    private final Asking asking;
    private final ObjectMapper mapper;
    private final JavaType type;

    Channel(Supplier<Subscription> subscription, Supplier<Address> address, Subscriptions subscriptions, Asking asking,
            ObjectMapper mapper, Type type) {
        this.subscription = subscription;
        this.address = address;
        this.subscriptions = subscriptions;
        this.asking = asking;
        this.mapper = mapper;
        this.type = mapper.constructType(type);
    }

    /** {@return where the subscription is} */
    public ChannelStatus status() {
        return subscription.get().status();
    }

    /**
     * What happens from the subscription to this {@code Multi} on; it does not end. Who is too slow for it gets a
     * {@link ChannelEvent.Reload} in place of what was lost. It fails if a message does not fit the type, and whoever throws in
     * {@code subscribe().with(...)} has ended it, as always with Mutiny.
     *
     * @return all events
     */
    public Multi<ChannelEvent<T>> events() {
        Subscription source = subscription.get();
        return source.events.multi(() -> null, source::overflow).map(this::typed);
    }

    /**
     * Subscribes, and does so again on every new connection. It is one subscription, however often it is asked for.
     *
     * @return what settles with the server's answer, however long there is no connection; fails if it does not permit it
     */
    public Uni<Void> subscribe() {
        return subscribe(null);
    }

    /**
     * Subscribes, and goes on from where the application was.
     *
     * @param since the position of the last event that the application has dealt with; null if it does not know
     * @return see {@link #subscribe()}
     */
    public Uni<Void> subscribe(Position since) {
        return asking.uni(() -> subscriptions.subscribe(subscription.get(), since));
    }

    /**
     * Ends the subscription, for all that use this channel; the personal one and {@code broadcast} stay.
     *
     * @return when it is ended
     */
    public Uni<Void> unsubscribe() {
        return asking.uni(() -> subscriptions.unsubscribe(subscription.get()));
    }

    /**
     * Publishes, with {@link RequestOptions#PUBLISH} and a key of its own, so that a further subscription to the {@code Uni} publishes
     * nothing again.
     *
     * @param message the message
     * @return what became of it
     */
    public Uni<Published> publish(T message) {
        return publish(message, UUID.randomUUID().toString(), RequestOptions.PUBLISH);
    }

    /**
     * Publishes.
     *
     * @param message the message
     * @param key publishes with the same key within five minutes are one
     * @param options how
     * @return what became of it
     */
    public Uni<Published> publish(T message, String key, RequestOptions options) {
        JsonNode json = mapper.valueToTree(message);
        return asking.request("publish", () -> fields().put("key", key).set("message", json), options)
                .map(answer -> new Published(answer.json().path("receivers").asInt(), answer.offset()));
    }

    /**
     * Calls an action of the application with {@link RequestOptions#DEFAULT}.
     *
     * @return what its method returned
     */
    public <R> Uni<R> call(String action, Map<String, ?> arguments, Class<R> result) {
        return call(action, arguments, result, RequestOptions.DEFAULT);
    }

    /**
     * Calls an action of the application.
     *
     * @param <R> type of the result
     * @param action its name
     * @param arguments further fields of the request
     * @param result what its method returns
     * @param options how
     * @return what it returned; null for nothing
     */
    public <R> Uni<R> call(String action, Map<String, ?> arguments, Class<R> result, RequestOptions options) {
        return call(action, arguments, (Type) result, options);
    }

    /** As {@link #call(String, Map, Class, RequestOptions)}, for a type with parameters. */
    public <R> Uni<R> call(String action, Map<String, ?> arguments, TypeReference<R> result, RequestOptions options) {
        return call(action, arguments, result.getType(), options);
    }

    private <R> Uni<R> call(String action, Map<String, ?> arguments, Type result, RequestOptions options) {
        ObjectNode given = mapper.valueToTree(arguments);
        JavaType resultType = mapper.constructType(result);
        return asking.request(action, () -> given.deepCopy().setAll(fields()), options)
                .map(answer -> convert(answer.json().path("result"), resultType));
    }

    /** {@return who is in it now, for channels with presence} */
    public Uni<Presence> presence() {
        return asking.request("presence", this::fields, RequestOptions.DEFAULT).map(Channel::presenceOf);
    }

    /** {@return the newest stored messages} */
    public Uni<History<T>> history(int limit) {
        return history(() -> fields().put("limit", limit));
    }

    /** {@return the first stored messages after this offset} */
    public Uni<History<T>> historySince(long offset, int limit) {
        return history(() -> fields().put("limit", limit).put("since", offset));
    }

    private Uni<History<T>> history(Supplier<ObjectNode> fields) {
        return asking.request("history", fields, RequestOptions.DEFAULT).map(answer -> {
            List<History.Stored<T>> messages = new ArrayList<>();
            answer.json().path("messages").forEach(stored -> messages
                    .add(new History.Stored<>(stored.path("offset").asLong(), convert(stored.path("message"), type))));
            return new History<>(List.copyOf(messages), answer.position().orElseThrow());
        });
    }

    private ObjectNode fields() {
        return address.get().fields();
    }

    @SuppressWarnings("unchecked")
    private ChannelEvent<T> typed(ChannelEvent<JsonNode> event) {
        if (event instanceof ChannelEvent.Message<JsonNode> message) {
            return new ChannelEvent.Message<>(convert(message.message(), type), message.position(), message.pk());
        }
        // The others have nothing of the type.
        return (ChannelEvent<T>) (ChannelEvent<?>) event;
    }

    private <R> R convert(JsonNode json, JavaType to) {
        return json.isMissingNode() ? null : mapper.convertValue(json, to);
    }

    private static Presence presenceOf(Frame answer) {
        List<Member> members = new ArrayList<>();
        answer.json().path("members").forEach(member -> members.add(Frame.member(member)));
        return new Presence(answer.version(), answer.json().path("count").asInt(), List.copyOf(members));
    }
}
