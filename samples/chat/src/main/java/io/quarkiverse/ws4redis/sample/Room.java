package io.quarkiverse.ws4redis.sample;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.transaction.Transactional;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsException;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A room: its members read and write, and see who else is there. Who was away for a moment misses nothing. */
@Entity
@WsChannel(value = "room", presence = true, history = @WsHistory(size = 200, ttl = "1H"))
public class Room extends PanacheEntityBase {

    private static final int MAX_TEXT = 2000;
    private static final int MAX_KEY = 100;

    @Id
    public Long id;
    public String title;

    @ElementCollection(fetch = FetchType.EAGER)
    public Set<String> members = new HashSet<>();

    /** What a client sends with the action {@code say}; {@code key} is the client's own name for it. */
    record Say(Long pk, String text, String key) {
    }

    /** What the room's members get. */
    record Said(Long id, String key, String from, String text, long at) {

        static Said of(ChatMessage message) {
            return new Said(message.id, message.said, message.author, message.text, message.writtenAt);
        }
    }

    static boolean canSubscribeTo(WsCredentials who, WsMessage message) {
        return message.pkAsLong().map(pk -> hasMember(pk, who.pk())).orElse(false);
    }

    static boolean canPublishTo(WsCredentials who, WsMessage message) {
        // Clients may say something, not put words into others' mouths by a plain publish.
        return message.action().equals("say") && message.pkAsLong().map(pk -> hasMember(pk, who.pk())).orElse(false);
    }

    /** A client that does not know whether it was heard says the same again, with the same key. */
    @WsAction("say")
    @Transactional
    static Said say(WsCredentials who, Say say) {
        if (say.text() == null || say.text().isBlank() || say.text().length() > MAX_TEXT) {
            throw new WsException(400, "text must have 1 to " + MAX_TEXT + " characters");
        }
        if (say.key() == null || say.key().isBlank() || say.key().length() > MAX_KEY) {
            throw new WsException(400, "key must have 1 to " + MAX_KEY + " characters");
        }
        return ChatMessage.said(who.pk(), say.key()).map(Said::of).orElseGet(() -> sayFirst(who, say));
    }

    private static Said sayFirst(WsCredentials who, Say say) {
        ChatMessage message = ChatMessage.of(say.pk(), who.pk(), say.key(), say.text().strip());
        message.persist();
        Said said = Said.of(message);
        Arc.container().instance(Ws4Redis.class).get().afterCommit().publish("room", say.pk(), said);
        return said;
    }

    static boolean hasMember(Long pk, String name) {
        Room room = findById(pk);
        return room != null && room.members.contains(name);
    }
}
