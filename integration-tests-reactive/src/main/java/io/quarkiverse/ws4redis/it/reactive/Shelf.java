package io.quarkiverse.ws4redis.it.reactive;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** Stands in a room. */
@Entity
public class Shelf extends PanacheEntityBase {

    @Id
    public Long id;
    public String name;

    @ManyToOne(fetch = FetchType.LAZY)
    public Room room;
}
