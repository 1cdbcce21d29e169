package io.quarkiverse.ws4redis.broker;

/** What presence finds out by itself. Calls come on any thread and must not block. */
public interface PresenceListener {

    /** A connection of this node has been replaced by a newer one of its identity, and its node was not told. */
    void onReplaced(String connectionId);

    /** The last connection of an identity was on a node that died; told to one surviving node only. */
    void onSweptOffline(Member member);
}
