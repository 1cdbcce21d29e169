package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.broker.Parts;
import io.quarkiverse.ws4redis.protocol.Topic;

/** Whose permissions have changed, each named once however often that is said. Not thread-safe. */
public final class PermissionChanges {

    /** For one message to the nodes. */
    private static final int BATCH = 500;

    /** Behind the events of so many topics an identity is named; each of them has all nodes ask again. */
    private static final int TOPICS = 8;

    /** So many rows of the outbox have their places among others; more would make the transaction slow. */
    private static final int PLACED = 64;

    private final Set<String> channels = new LinkedHashSet<>();
    private final Set<String> kinds = new LinkedHashSet<>();
    private final Map<String, Set<String>> byChannel = new LinkedHashMap<>();
    private final Set<ControlMessage.Recheck> identities = new LinkedHashSet<>();

    /** Those of all who are subscribed to a pk; {@code null} is the channel itself. */
    public void ofSubscribers(String channel, String pk) {
        byChannel.computeIfAbsent(WsNames.require("channel", channel), name -> new LinkedHashSet<>())
                .add(pk == null ? null : WsNames.require("pk", pk));
    }

    /** Those of an identity. */
    public void ofIdentity(String kind, String pk) {
        identities.add(new ControlMessage.Recheck(WsNames.require("kind", kind), WsNames.require("pk", pk)));
    }

    /** Those of all who are subscribed to anything in a channel, because nobody knows to what. */
    public void ofChannel(String channel) {
        channels.add(WsNames.require("channel", channel));
    }

    /** Those of all identities of a kind, because nobody knows of which one. */
    public void ofKind(String kind) {
        kinds.add(WsNames.require("kind", kind));
    }

    /** {@return what to tell the nodes} */
    public List<ControlMessage> messages() {
        List<ControlMessage> messages = new ArrayList<>(everybody());
        messages.addAll(identities);
        byChannel.forEach((channel, pks) -> messages.addAll(ofSubscribers(channel, pks)));
        return messages;
    }

    private static List<ControlMessage> ofSubscribers(String channel, Set<String> pks) {
        return Parts.of(new ArrayList<>(pks), BATCH).stream()
                .<ControlMessage>map(some -> new ControlMessage.RecheckSubscribers(channel, some)).toList();
    }

    /**
     * The same for the outbox: what is about a topic has its place there, and what is about an identity behind the events of
     * its transaction, unless these are of too many topics, or it is too much.
     *
     * @param facility the facility of the events
     * @param events the topics of the transaction's events
     * @return what to write behind these events
     */
    public List<TopicRecheck> messages(String facility, Collection<Topic> events) {
        Collection<Topic> places = new LinkedHashSet<>(events);
        List<TopicRecheck> messages = new ArrayList<>();
        everybody().forEach(message -> messages.add(new TopicRecheck(null, message)));
        boolean placed = !places.isEmpty() && places.size() <= TOPICS && places.size() * identities.size() <= PLACED;
        for (ControlMessage message : identities) {
            if (placed) {
                places.forEach(topic -> messages.add(new TopicRecheck(topic, message)));
            } else {
                messages.add(new TopicRecheck(null, message));
            }
        }
        byChannel.forEach((channel, pks) -> {
            if (pks.size() <= PLACED) {
                pks.forEach(pk -> messages.add(new TopicRecheck(new Topic(facility, channel, pk),
                        new ControlMessage.RecheckSubscribers(channel, Collections.singletonList(pk)))));
            } else {
                ofSubscribers(channel, pks).forEach(message -> messages.add(new TopicRecheck(null, message)));
            }
        });
        return messages;
    }

    private List<ControlMessage> everybody() {
        List<ControlMessage> messages = new ArrayList<>();
        channels.forEach(channel -> messages.add(new ControlMessage.RecheckChannel(channel)));
        kinds.forEach(kind -> messages.add(new ControlMessage.RecheckKind(kind)));
        return messages;
    }
}
