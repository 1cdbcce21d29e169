package io.quarkiverse.ws4redis.it.reactive;

import jakarta.persistence.Entity;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.hibernate.reactive.panache.PanacheEntity;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

/** Shown in the documentation. */
@Entity
@WsChannel(value = "desk", broadcasts = {WsChange.CREATED, WsChange.UPDATED, WsChange.REMOVED}, projection = Desk.View.class)
public class Desk extends PanacheEntity {

    public String owner;

    @WithSession
    static Uni<Boolean> canSubscribeTo(WsCredentials who, WsMessage message) {
        return Desk.count("id = ?1 and owner = ?2", message.pkAsLong().orElse(-1L), who.pk()).map(found -> found > 0);
    }

    record View(String owner) {
        View(Desk desk) {
            this(desk.owner);
        }
    }
}
