package io.quarkiverse.ws4redis;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Publishes the changes of an entity's rows to a channel, after the transaction that made them has committed, and never if it
 * rolls back. For the channel that the entity itself declares, {@link WsChannel#broadcasts} says the same.
 *
 * <pre>
 * &#64;Entity
 * &#64;WsBroadcast(channel = "room", via = "room", projection = Posting.View.class)
 * public class Posting extends PanacheEntity {
 *     &#64;ManyToOne
 *     public Room room;
 *     public String text;
 *
 *     record View(String text) {
 *         View(Posting posting) {
 *             this(posting.text);
 *         }
 *     }
 * }
 * </pre>
 *
 * A message says what happened to which row, and carries what {@link #projection} or {@link #view} makes of it:
 * {@code {"event":"updated","entity":"Posting","pk":"17","version":4,"data":{"text":"hi"}}}. One of the two must be named, else
 * the build fails: an entity is never sent as a whole.
 * <p>
 * The changes are those that Hibernate writes, cascades included; what bulk statements, other programs and the database
 * itself do is not seen. Who may subscribe is decided by the channel's class, as for every message.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(WsBroadcast.List.class)
public @interface WsBroadcast {

    /**
     * The channel.
     *
     * @return a channel that a class of the application declares; by default that of the entity which {@link #via} leads to
     */
    String channel() default "";

    /**
     * The way from the entity to the one whose identifier is the pk of the channel.
     *
     * @return names of to-one associations with dots between them, for example {@code room} or {@code room.house}; by default
     *         it is the entity itself
     */
    String via() default "";

    /**
     * The changes that are published.
     *
     * @return at least one; by default all
     */
    WsChange[] changes() default {WsChange.CREATED, WsChange.UPDATED, WsChange.REMOVED};

    /**
     * What is sent of the entity: a record or class with one constructor, or one static method that returns it, whose only
     * parameter is the entity. It is made before the transaction ends, so that lazy associations can be read; it must not change
     * anything.
     *
     * @return the class; none with {@link #view}
     */
    Class<?> projection() default void.class;

    /**
     * What is sent of the entity: its attributes with a {@code @JsonView} of this class or of one that it extends, and no
     * others.
     *
     * @return the view; none with {@link #projection}
     */
    Class<?> view() default void.class;

    /** Several of them, for several channels. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {

        /** {@return what is published} */
        WsBroadcast[] value();
    }
}
