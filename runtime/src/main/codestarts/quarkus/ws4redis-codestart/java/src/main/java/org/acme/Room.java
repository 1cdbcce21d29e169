package org.acme;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Entity;

/** A row is a room, and its identifier the pk of the channel. */
@Entity
@WsChannel(value = "room", presence = true, history = @WsHistory(size = 100, ttl = "1H"))
public class Room extends PanacheEntity {

    public String title;

    /** What people send to each other. */
    record Said(String from, String text) {
    }

    /** A request to publish, as a whole. */
    record Publish(Long pk, Said message) {
    }

    static boolean canSubscribeTo(WsCredentials who, WsMessage message) {
        return message.pkAsLong().map(pk -> findById(pk) != null).orElse(false);
    }

    static boolean canPublishTo(WsCredentials who, Publish publish) {
        Said said = publish.message();
        return publish.pk() != null && findById(publish.pk()) != null
                && said != null && who.pk().equals(said.from()) // nobody speaks for somebody else
                && said.text() != null && !said.text().isBlank() && said.text().length() <= 500;
    }
}
