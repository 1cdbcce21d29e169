package io.quarkiverse.ws4redis.it.reactive;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import io.quarkiverse.ws4redis.WsBroadcast;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** Its projection reads what is lazy. */
@Entity
@WsBroadcast(channel = "room", via = "room", projection = Label.View.class)
public class Label extends PanacheEntityBase {

    @Id
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public Room room;

    /** What is sent. */
    record View(String room) {
        View(Label label) {
            this(label.room.name);
        }
    }
}
