package io.quarkiverse.ws4redis.sample;

import java.util.List;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

import io.quarkus.hibernate.orm.panache.PanacheEntity;

/** What somebody has said in a room. */
@Entity
@Table(uniqueConstraints = @UniqueConstraint(columnNames = {"author", "said"}))
public class ChatMessage extends PanacheEntity {

    public Long room;
    public String author;
    /** The author's own name for it: what is sent twice is said once. */
    @Column(length = 100)
    public String said;
    @Column(length = 2000)
    public String text;
    public long writtenAt;

    static ChatMessage of(Long room, String author, String said, String text) {
        ChatMessage message = new ChatMessage();
        message.room = room;
        message.author = author;
        message.said = said;
        message.text = text;
        message.writtenAt = System.currentTimeMillis();
        return message;
    }

    static Optional<ChatMessage> said(String author, String said) {
        return find("author = ?1 and said = ?2", author, said).firstResultOptional();
    }

    static List<ChatMessage> latest(Long room, int count) {
        List<ChatMessage> newestFirst = find("room = ?1 order by id desc", room).page(0, count).list();
        return newestFirst.stream().sorted((a, b) -> Long.compare(a.id, b.id)).toList();
    }
}
