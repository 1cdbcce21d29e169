package io.quarkiverse.ws4redis.sample;

import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;

import io.quarkus.hibernate.orm.panache.PanacheEntity;

/** What somebody has said in a room. */
@Entity
public class ChatMessage extends PanacheEntity {

    public Long room;
    public String author;
    @Column(length = 2000)
    public String text;
    public long writtenAt;

    static ChatMessage of(Long room, String author, String text) {
        ChatMessage message = new ChatMessage();
        message.room = room;
        message.author = author;
        message.text = text;
        message.writtenAt = System.currentTimeMillis();
        return message;
    }

    static List<ChatMessage> latest(Long room, int count) {
        List<ChatMessage> newestFirst = find("room = ?1 order by id desc", room).page(0, count).list();
        return newestFirst.stream().sorted((a, b) -> Long.compare(a.id, b.id)).toList();
    }
}
