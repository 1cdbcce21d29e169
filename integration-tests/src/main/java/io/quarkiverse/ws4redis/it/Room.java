package io.quarkiverse.ws4redis.it;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;

/** Open to everybody who is authenticated; a pk is needed. */
@Entity
@WsChannel("chat")
public class Room extends PanacheEntityBase {

    @Id
    public Long id;

    static Uni<Boolean> canSubscribeTo(WsMessage message) {
        return Uni.createFrom().item(message.pk() != null);
    }

    static Uni<Boolean> canPublishTo() {
        return Uni.createFrom().item(true);
    }
}
