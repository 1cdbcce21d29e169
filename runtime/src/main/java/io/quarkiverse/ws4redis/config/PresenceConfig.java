package io.quarkiverse.ws4redis.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** Who is online. */
public interface PresenceConfig {

    /**
     * How long the connections of a node that died count as online. Between half and all of it passes before the others
     * know. At least three times {@link #refresh()}.
     */
    @WithDefault("45S")
    Duration expiry();

    /** How often a node confirms its connections, and looks for nodes that died. */
    @WithDefault("15S")
    Duration refresh();
}
