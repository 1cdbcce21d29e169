package io.quarkiverse.ws4redis;

import java.util.Collection;
import java.util.List;

import io.smallrye.mutiny.Uni;

/**
 * The server's own way to channels, people and connections, on whatever node they are. Inject it.
 * <p>
 * Nothing here asks for permission: the application decides whom it calls this for. Messages are any object that Jackson can
 * write. The {@code Uni}s fail with an exception of the broker while Redis is away; nothing is queued. They are lazy: nothing
 * happens before somebody subscribes. Who does that on an event loop is told in the same Vert.x context, all others on any
 * thread. The variants with {@code AndAwait} subscribe, block, and must not be called on an event loop.
 *
 * <pre>
 * &#64;Inject
 * Ws4Redis ws;
 *
 * ws.publishAndAwait("room", 3, new Notice("Closing soon"));
 * ws.sendToUser("alice", Map.of("unread", 4)).subscribe().with(n -> log.infof("%d nodes", n));
 * </pre>
 */
public interface Ws4Redis {

    /** {@return the same for another facility; an application starts with the default one} */
    Ws4Redis facility(String facility);

    /**
     * The same inside a transaction: what is called on the result is sent after the current transaction has committed, and never
     * if it rolls back. It is that of JTA, or of the session of Hibernate Reactive in the Vert.x context. Without a transaction it
     * is sent at once. With {@code quarkus.ws4redis.outbox.enabled} it is a row of the transaction until it is published, so that
     * it is not lost; what cannot be written then, or has no channel or identifier when the transaction is about to commit, rolls
     * the transaction back.
     * <p>
     * In a transaction of a stateless session of Hibernate Reactive, whose commit cannot be waited for, its methods throw
     * {@code IllegalStateException}.
     *
     * @return the view; its methods return at once, failures to publish are logged
     */
    AfterCommit afterCommit();

    /**
     * Publishes to one pk of a channel.
     *
     * @param channel the channel
     * @param pk the pk, its {@code toString()} is what counts
     * @param message the message
     * @return how many nodes had subscribers and received it
     * @throws IllegalArgumentException (as failure) if a name is not valid or the message cannot be written as JSON
     */
    Uni<Integer> publish(String channel, Object pk, Object message);

    /**
     * Publishes to one pk of a channel, unless that has been done with the same key: for callers that repeat what may have
     * failed. A key is known for {@code quarkus.ws4redis.key-window}, by channel and pk.
     *
     * @param channel the channel
     * @param pk the pk, its {@code toString()} is what counts
     * @param key names this message; 1 to 128 characters, without {@code :} and control characters
     * @param message the message
     * @return what became of it, or of the first message with that key
     */
    Uni<WsPublished> publishOnce(String channel, Object pk, String key, Object message);

    /**
     * Publishes the same message to several pks of a channel.
     *
     * @param channel the channel
     * @param pks the pks; none publishes nothing
     * @param message the message
     * @return how many nodes received it, summed over the pks; when it fails, some of the pks may have got it
     */
    Uni<Integer> publishAll(String channel, Collection<?> pks, Object message);

    /**
     * Publishes to a channel itself, without pk.
     *
     * @param channel the channel
     * @param message the message
     * @return how many nodes received it
     */
    Uni<Integer> publishToChannel(String channel, Object message);

    /**
     * Publishes to the channel and pk of an entity: the channel that its class declares by {@link WsChannel}, its
     * identifier as pk.
     *
     * @param entity a persistent entity
     * @param message the message
     * @return how many nodes received it
     * @throws IllegalArgumentException (as failure) if its class declares no channel or it has no identifier
     */
    Uni<Integer> publish(Object entity, Object message);

    /** {@return how many nodes received the message for the personal channel {@code user} of this user} */
    Uni<Integer> sendToUser(String user, Object message);

    /**
     * Sends to the personal channel of any identity.
     *
     * @param kind the kind of its credentials
     * @param uuid the uuid of its credentials
     * @param message the message
     * @return how many nodes received it
     */
    Uni<Integer> sendTo(String kind, String uuid, Object message);

    /** {@return how many nodes received the message for every authenticated connection of the facility} */
    Uni<Integer> broadcast(Object message);

    /** {@return whether an identity has a connection anywhere, or had one on a node that ended less than the grace period ago} */
    Uni<Boolean> isOnline(String kind, Object pk);

    /** {@return the connections of an identity, on all nodes} */
    Uni<List<WsConnectionRef>> connections(String kind, Object pk);

    /**
     * Tells who is present in a channel that was declared with presence, on all nodes.
     *
     * @param channel the channel
     * @param pk the pk; {@code null} for the channel itself
     * @return who is there
     * @throws IllegalArgumentException (as failure) if the channel has no presence or a name is not valid
     */
    Uni<WsPresence> presence(String channel, Object pk);

    /** {@return done when all nodes were told to close this connection, code 4002; also if there is none (any more)} */
    Uni<Void> disconnect(String connectionId);

    /** {@return done when all nodes were told to close all connections of this identity, code 4002} */
    Uni<Void> logout(String kind, Object pk);

    /**
     * Has {@code canSubscribeTo} asked again about each subscription of every connection of an identity, in all facilities. Those
     * that would not be granted any more end: the client gets an error, code 403, and {@code unsubscribed}.
     *
     * @param kind the kind
     * @param pk the pk
     * @return done when all nodes were told, not when they have asked
     */
    Uni<Void> recheck(String kind, Object pk);

    /**
     * The same for the subscriptions of all connections to one pk of a channel, in all facilities.
     *
     * @param channel the channel
     * @param pk the pk; {@code null} for the channel itself
     * @return done when all nodes were told, not when they have asked
     */
    Uni<Void> recheckSubscribers(String channel, Object pk);

    /** {@link #publish(String, Object, Object)}, blocking. */
    default int publishAndAwait(String channel, Object pk, Object message) {
        return publish(channel, pk, message).await().indefinitely();
    }

    /** {@link #publishOnce}, blocking. */
    default WsPublished publishOnceAndAwait(String channel, Object pk, String key, Object message) {
        return publishOnce(channel, pk, key, message).await().indefinitely();
    }

    /** {@link #publish(Object, Object)}, blocking. */
    default int publishAndAwait(Object entity, Object message) {
        return publish(entity, message).await().indefinitely();
    }

    /** {@link #publishAll}, blocking. */
    default int publishAllAndAwait(String channel, Collection<?> pks, Object message) {
        return publishAll(channel, pks, message).await().indefinitely();
    }

    /** {@link #publishToChannel}, blocking. */
    default int publishToChannelAndAwait(String channel, Object message) {
        return publishToChannel(channel, message).await().indefinitely();
    }

    /** {@link #sendToUser}, blocking. */
    default int sendToUserAndAwait(String user, Object message) {
        return sendToUser(user, message).await().indefinitely();
    }

    /** {@link #sendTo}, blocking. */
    default int sendToAndAwait(String kind, String uuid, Object message) {
        return sendTo(kind, uuid, message).await().indefinitely();
    }

    /** {@link #broadcast}, blocking. */
    default int broadcastAndAwait(Object message) {
        return broadcast(message).await().indefinitely();
    }

    /** {@link #isOnline}, blocking. */
    default boolean isOnlineAndAwait(String kind, Object pk) {
        return isOnline(kind, pk).await().indefinitely();
    }

    /** {@link #connections}, blocking. */
    default List<WsConnectionRef> connectionsAndAwait(String kind, Object pk) {
        return connections(kind, pk).await().indefinitely();
    }

    /** {@link #disconnect}, blocking. */
    default void disconnectAndAwait(String connectionId) {
        disconnect(connectionId).await().indefinitely();
    }

    /** {@link #presence}, blocking. */
    default WsPresence presenceAndAwait(String channel, Object pk) {
        return presence(channel, pk).await().indefinitely();
    }

    /** {@link #logout}, blocking. */
    default void logoutAndAwait(String kind, Object pk) {
        logout(kind, pk).await().indefinitely();
    }

    /** {@link #recheck}, blocking. */
    default void recheckAndAwait(String kind, Object pk) {
        recheck(kind, pk).await().indefinitely();
    }

    /** {@link #recheckSubscribers}, blocking. */
    default void recheckSubscribersAndAwait(String channel, Object pk) {
        recheckSubscribers(channel, pk).await().indefinitely();
    }

    /**
     * What waits for the commit of the current transaction. A message is written as JSON when it is given: what is no valid name,
     * or cannot be written, throws an {@link IllegalArgumentException} at once.
     */
    interface AfterCommit {

        /** Publishes to one pk of a channel. */
        void publish(String channel, Object pk, Object message);

        /** Publishes to the channel and pk of an entity, whose identifier may be generated until the commit. */
        void publish(Object entity, Object message);

        /** Sends to the personal channel of a user. */
        void sendToUser(String user, Object message);

        /** Sends to every authenticated connection of the facility. */
        void broadcast(Object message);

        /** Has the subscriptions of an identity asked about again; while Redis is away, tried until it is not. */
        void recheck(String kind, Object pk);

        /** Has the subscriptions to a pk of a channel asked about again; while Redis is away, tried until it is not. */
        void recheckSubscribers(String channel, Object pk);
    }
}
