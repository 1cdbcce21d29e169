package io.quarkiverse.ws4redis.it.reactive;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsRecheck;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;

/** Lets a visitor into a room. */
@Entity
@WsRecheck(channel = "room", via = "room")
public class Key extends PanacheEntityBase {

    @Id
    public Long id;
    public long visitor;

    @ManyToOne(fetch = FetchType.LAZY)
    public Room room;

    static Uni<Boolean> isOf(WsCredentials who, long room) {
        return count("visitor = ?1 and room.id = ?2", Long.valueOf(who.pk()), room).map(keys -> keys > 0);
    }
}
