package io.quarkiverse.ws4redis.it.reactive;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import io.quarkiverse.ws4redis.WsBroadcast;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** Told of in the room of its shelf, which is a way over something lazy. */
@Entity
@WsBroadcast(channel = "room", via = "shelf.room", projection = Book.View.class)
public class Book extends PanacheEntityBase {

    @Id
    public Long id;
    public String title;

    @ManyToOne(fetch = FetchType.LAZY)
    public Shelf shelf;

    /** What is sent. */
    record View(String title) {
        View(Book book) {
            this(book.title);
        }
    }
}
