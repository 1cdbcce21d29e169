package io.quarkiverse.ws4redis.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** Who is online. */
public interface PresenceConfig {

    /**
     * How long the connections of a node that died count as online at the most. Their offline hooks run on another node
     * within a further {@link #refresh()}. At least three times {@link #refresh()}.
     */
    @WithDefault("45S")
    Duration expiry();

    /** How often a node confirms its connections, and looks for nodes that died. */
    @WithDefault("15S")
    Duration refresh();

    /**
     * How long somebody may be gone from a channel before the others are told: a connection that is lost and made again
     * within this time is not noticed by anybody. Also how long somebody stays online whose node is shut down.
     */
    @WithDefault("5S")
    Duration grace();

    /** How many members of a channel an answer lists, those first who have been there longest. 0 lists none. */
    @WithDefault("100")
    int maxMembers();
}
