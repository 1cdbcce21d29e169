package io.quarkiverse.ws4redis.broker;

/** What presence finds out by itself. Calls come on any thread and must not block. */
public interface PresenceListener {

    /** A connection of this node has been replaced by a newer one of its identity, and its node was not told. */
    void onReplaced(String connectionId);

    /** An identity that had been taken for offline, because this node was taken for dead, is online again. */
    void onOnline(Member member);

    /**
     * The last connection of an identity is gone: it was on a node that died, or its end could not be told to Redis at once.
     * Told to one node only.
     */
    void onOffline(Member member);
}
