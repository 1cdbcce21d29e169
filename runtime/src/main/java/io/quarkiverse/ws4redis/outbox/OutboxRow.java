package io.quarkiverse.ws4redis.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

import org.hibernate.Length;

import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.session.Outboxed;
import io.quarkiverse.ws4redis.session.TopicMessage;
import io.quarkiverse.ws4redis.session.TopicRecheck;

/**
 * A message that is not known to be published yet. The database gives the identifiers, one by one, while the transaction
 * holds the locks of the rows that it has written: so messages of one row have identifiers in the order of its commits, on
 * whatever nodes they are.
 */
@Entity(name = "Ws4RedisOutbox")
@Table(name = "ws4redis_outbox", indexes = {@Index(name = "ws4redis_outbox_topic", columnList = "topic, id"),
        @Index(name = "ws4redis_outbox_due", columnList = "due_at")})
public class OutboxRow {

    static final int TOPIC_LENGTH = 400;
    static final int KEY_LENGTH = 36;

    /** In place of a key: it may come twice, and says for which permissions is to be asked again. */
    static final String RECHECK = "recheck";

    /** In place of a topic, where there is none that it has its place in. */
    static final String NO_TOPIC = ":";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    /** Facility, channel and pk, with colons between, which none of them can have; without pk two of them. */
    @Column(name = "topic", length = TOPIC_LENGTH, nullable = false, updatable = false)
    String topic;

    /** JSON; what nodes tell each other, if the key is {@link #RECHECK}. */
    @Column(name = "message", length = Length.LONG32, nullable = false, updatable = false)
    String message;

    /** By which Redis knows it if it comes again. */
    @Column(name = "once_key", length = KEY_LENGTH, nullable = false, updatable = false)
    String onceKey;

    /** In milliseconds since the epoch, as are all times here: by the nodes' clocks. */
    @Column(name = "created_at", nullable = false, updatable = false)
    long createdAt;

    /** From then on, any node sends it. */
    @Column(name = "due_at", nullable = false)
    long dueAt;

    /** How many times Redis has refused it. */
    @Column(name = "attempts", nullable = false)
    int attempts;

    boolean isRecheck() {
        return onceKey.equals(RECHECK);
    }

    static String topicOf(Outboxed entry) {
        Topic topic = entry instanceof TopicRecheck recheck ? recheck.topic() : ((TopicMessage) entry).topic();
        return topic == null ? NO_TOPIC : name(topic);
    }

    static String name(Topic topic) {
        String channel = topic.facility() + ":" + topic.channel();
        return topic.pk() == null ? channel : channel + ":" + topic.pk();
    }

    static Topic topic(String name) {
        String[] names = name.split(":", -1);
        return new Topic(names[0], names[1], names.length > 2 ? names[2] : null);
    }
}
