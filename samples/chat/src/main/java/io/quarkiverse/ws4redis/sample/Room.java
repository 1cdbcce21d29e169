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
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A room: its members read and write. */
@Entity
@WsChannel("room")
public class Room extends PanacheEntityBase {

    private static final int MAX_TEXT = 2000;

    @Id
    public Long id;
    public String title;

    @ElementCollection(fetch = FetchType.EAGER)
    public Set<String> members = new HashSet<>();

    /** What a client sends with the action {@code say}. */
    record Say(Long pk, String text) {
    }

    /** What the room's members get. */
    record Event(String type, String from, String text, Long at) {
    }

    static boolean canSubscribeTo(WsCredentials who, WsMessage message) {
        return message.pkAsLong().map(pk -> isMember(pk, who)).orElse(false);
    }

    static boolean canPublishTo(WsCredentials who, WsMessage message) {
        // Clients may say something and type, not put words into others' mouths by a plain publish.
        return !message.action().equals("publish") && message.pkAsLong().map(pk -> isMember(pk, who)).orElse(false);
    }

    @WsAction("say")
    @Transactional
    static Long say(WsCredentials who, Say say) {
        if (say.text() == null || say.text().isBlank() || say.text().length() > MAX_TEXT) {
            throw new WsException(400, "text must have 1 to " + MAX_TEXT + " characters");
        }
        ChatMessage message = ChatMessage.of(say.pk(), who.pk(), say.text().strip());
        message.persist();
        ws().afterCommit().publish("room", say.pk(), new Event("said", message.author, message.text, message.writtenAt));
        return message.writtenAt;
    }

    @WsAction("typing")
    static void typing(WsCredentials who, WsMessage message) {
        ws().publishAndAwait("room", message.pk(), new Event("typing", who.pk(), null, null));
    }

    private static boolean isMember(Long pk, WsCredentials who) {
        Room room = findById(pk);
        return room != null && room.members.contains(who.pk());
    }

    private static Ws4Redis ws() {
        return Arc.container().instance(Ws4Redis.class).get();
    }
}
