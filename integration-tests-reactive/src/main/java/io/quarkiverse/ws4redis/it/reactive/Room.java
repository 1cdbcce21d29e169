package io.quarkiverse.ws4redis.it.reactive;

import static io.quarkiverse.ws4redis.WsChange.CREATED;
import static io.quarkiverse.ws4redis.WsChange.REMOVED;
import static io.quarkiverse.ws4redis.WsChange.UPDATED;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

/** Everybody may listen, unless it is locked; then only who has a key. Only who has a key may speak. */
@Entity
@WsChannel(value = "room", broadcasts = {CREATED, UPDATED, REMOVED}, projection = Room.View.class, recheck = UPDATED)
public class Room extends PanacheEntityBase {

    @Id
    public Long id;
    public String name;
    public String doorCode;
    public boolean locked;

    @Version
    public int version;

    @WithSession
    static Uni<Boolean> canSubscribeTo(WsCredentials who, WsMessage message) {
        return Room.<Room>findById(message.pkAsLong().orElseThrow())
                .chain(room -> room == null || !room.locked
                        ? Uni.createFrom().item(true)
                        : Key.isOf(who, room.id));
    }

    static Uni<Boolean> canPublishTo(WsCredentials who, WsMessage message) {
        return Panache.withSession(() -> Key.isOf(who, message.pkAsLong().orElseThrow()));
    }

    /** What everybody who listens may know. */
    record View(String name) {
        View(Room room) {
            this(room.name);
        }
    }
}
